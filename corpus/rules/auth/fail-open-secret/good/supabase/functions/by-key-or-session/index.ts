import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The two branches are for everybody without a session: one with a key, one without.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const key = req.headers.get("x-job-key");
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user && key) {
    if (key !== Deno.env.get("JOB_KEY")!) return new Response("Unauthorized", { status: 401 });
  } else if (!user && !key) {
    return new Response("Unauthorized", { status: 401 });
  }
  const { error } = await admin.from("ledger").delete().eq("closed", true);
  return new Response(null, { status: error ? 500 : 204 });
});
