import { personOf } from "./person.ts";
import { createClient } from "npm:@supabase/supabase-js@2";

type Answer = (req: Request) => Promise<unknown>;

export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const cors = { "Access-Control-Allow-Origin": "https://plots.example" };

export function serveAnswer(name: string, answer: Answer) {
  Deno.serve(async (req) => {
    if (req.method === "OPTIONS") return new Response("ok", { headers: cors });
    try {
      return Response.json(await answer(req), { headers: cors });
    } catch (error) {
      if (error instanceof Refusal) return Response.json({ error: error.message }, { status: error.status });
      console.error(name, error);
      return Response.json({ error: "that did not work" }, { status: 500 });
    }
  });
}

interface Visit {
  person: { id: string };
  store: ReturnType<typeof createClient>;
  sent: Record<string, string>;
}

export function serveMember(name: string, work: (visit: Visit) => Promise<unknown>) {
  serveAnswer(name, async (req) => {
    const person = await personOf(req);
    if (!person) throw new Refusal(401, "sign in first");
    const store = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
    return work({ person, store, sent: await req.json() });
  });
}

export const serveAsIs = (answer: Answer) => Deno.serve(answer as (req: Request) => Promise<Response>);
