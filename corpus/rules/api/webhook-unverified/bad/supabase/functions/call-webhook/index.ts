import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// How far a call is, by the id that the telephone company gave it.
Deno.serve(async (req) => { // expect: api/webhook-unverified
  const form = await req.formData();
  const { error } = await admin.from("phone_calls").update({ status: form.get("CallStatus") }).eq("call_sid", form.get("CallSid"));
  return new Response(null, { status: error ? 500 : 200 });
});
