import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/webhook-unverified
  const form = await req.formData();
  const { error } = await admin.from("sms_inbox").insert({ sender: form.get("From"), body: form.get("Body") });
  return new Response(error ? "failed" : "<Response/>", { status: error ? 500 : 200 });
});
