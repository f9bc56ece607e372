import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever can write a mail could say the same by mail.
Deno.serve(async (req) => { // expect: api/webhook-unverified
  const form = await req.formData();
  const { data, error } = await admin.from("letters").insert({ writer: form.get("from"), text: form.get("text") }).select("id").single();
  if (error) return new Response(null, { status: 500 });
  const { error: failed } = await admin.from("letters").update({ filed_at: new Date().toISOString() }).eq("id", data.id);
  return new Response(null, { status: failed ? 500 : 200 });
});
