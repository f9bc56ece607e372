import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/webhook-unverified
  const event = await req.json();
  const { error } = await admin.from("people").update({ identity_state: event.status }).eq("kyc_id", event.applicantId);
  return new Response(null, { status: error ? 500 : 200 });
});
