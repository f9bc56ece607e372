import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Called by the database with the service key: the bearer is compared with it.
const serviceKey = Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!;

Deno.serve(async (req) => {
  if (req.headers.get("Authorization") !== `Bearer ${serviceKey}`) return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("jobs").update({ done: true }).eq("done", false);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
