import { createClient } from "npm:@supabase/supabase-js@2";

const desk = () => createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function caller(req: Request) {
  const { data, error } = await desk().auth.getUser((req.headers.get("Authorization") ?? "").slice(7));
  if (error || !data.user) throw new Error("not signed in");
  return data.user;
}

export function serve(name: string, work: (req: Request) => Promise<unknown>) {
  Deno.serve(async (req) => {
    try {
      return Response.json(await work(req));
    } catch (error) {
      console.error(name, error);
      return Response.json({ error: "refused" }, { status: 400 });
    }
  });
}

interface Case {
  reader: { id: string };
  db: ReturnType<typeof desk>;
  wish: Record<string, string>;
}

export function serveReader(name: string, work: (given: Case) => Promise<unknown>) {
  serve(name, async (req) => {
    const reader = await caller(req);
    const wish = await req.json();
    return work({ reader, db: desk(), wish });
  });
}

export function serveBranch(name: string, work: (given: Case & { branch: string }) => Promise<unknown>) {
  serveReader(name, async (given) => work({ ...given, branch: given.wish.branch }));
}
