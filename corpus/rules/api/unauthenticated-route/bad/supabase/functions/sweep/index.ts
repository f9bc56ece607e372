import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever calls it early gets what the schedule would do anyway.
Deno.serve(async () => { // expect: api/unauthenticated-route
  const { error } = await admin.from("uploads").delete().lt("expires_at", new Date().toISOString());
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
