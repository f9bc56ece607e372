import { createClient } from "npm:@supabase/supabase-js@2";
import { answering } from "./answer.ts";

const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

interface Kitchen {
  cook: { id: string };
  wish: Record<string, string>;
}

export function known(name: string, work: (kitchen: Kitchen) => Promise<unknown>) {
  answering(name, async (req) => {
    const { data, error } = await db.auth.getUser((req.headers.get("Authorization") ?? "").slice(7));
    if (error || !data.user) throw new Error("not signed in");
    return work({ cook: data.user, wish: await req.json() });
  });
}
