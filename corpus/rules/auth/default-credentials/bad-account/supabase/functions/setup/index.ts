import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  const { error } = await admin.auth.admin.createUser({ email: "admin@kiosk.example", password: "Welcome2025!", email_confirm: true }); // expect: auth/default-credentials
  return new Response(null, { status: error ? 500 : 204 });
});
