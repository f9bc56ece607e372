import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!);
  const { data } = await db.auth.getUser(req.headers.get("Authorization") ?? "");
  const { data: skipper } = await db.from("skippers").select("role").eq("id", data.user?.id).single();
  if (skipper?.role === "harbour_master") return Response.json({ free: true });
  const { source, card } = await req.json();
  if (source === "card" && card) {
    return Response.json({ card });
  }
  return Response.json({ error: "unknown source" }, { status: 400 });
});
