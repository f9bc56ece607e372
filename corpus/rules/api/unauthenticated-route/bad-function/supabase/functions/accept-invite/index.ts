import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// No secret is redeemed: whose berth it becomes is the caller's word.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { berth, skipper } = await req.json();
  const { error } = await admin.from("berths").update({ skipper_id: skipper }).eq("id", berth);
  return new Response(null, { status: error ? 500 : 204 });
});
