import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function findSession(req: Request) {
  const token = req.headers.get("x-session") ?? "";
  const { data } = await admin.from("clerk_sessions").select("clerk_id").eq("token", token).maybeSingle();
  if (!data) return null;
  return data;
}

Deno.serve(async (req) => {
  const session = await findSession(req);
  if (!session) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("orders").update({ status: "packed" }).eq("clerk_id", session.clerk_id);
  return new Response(null, { status: error ? 500 : 204 });
});
