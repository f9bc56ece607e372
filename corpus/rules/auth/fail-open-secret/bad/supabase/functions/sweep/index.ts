import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const secret = Deno.env.get("SWEEP_SECRET");

// Called early, it does what its schedule would do anyway.
Deno.serve(async (req) => {
  if (secret && req.headers.get("x-sweep-secret") !== secret) { // expect: auth/fail-open-secret
    return new Response("Unauthorized", { status: 401 });
  }
  const { error } = await admin.from("uploads").delete().lt("expires_at", new Date().toISOString());
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
