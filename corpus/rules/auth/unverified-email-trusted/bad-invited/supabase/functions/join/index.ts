import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever holds a link of an invitation may type any address.
Deno.serve(async (req) => {
  const { email, password, invitation } = await req.json();
  const { data: invited } = await admin.from("invitations").select("id").eq("token", invitation).maybeSingle();
  const { error } = await admin.auth.admin.createUser({ email, password, email_confirm: invited ? true : false }); // expect: auth/unverified-email-trusted
  return new Response(null, { status: error ? 500 : 201 });
});
