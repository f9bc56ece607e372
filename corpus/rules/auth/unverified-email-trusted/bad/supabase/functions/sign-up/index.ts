import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { email, password } = await req.json();
  const { error } = await admin.auth.admin.createUser({
    email,
    password,
    email_confirm: true, // expect: auth/unverified-email-trusted
  });
  return new Response(null, { status: error ? 400 : 204 });
});
