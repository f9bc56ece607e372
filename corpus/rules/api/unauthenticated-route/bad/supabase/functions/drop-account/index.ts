import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { id } = await req.json();
  const { error } = await admin.auth.admin.deleteUser(id);
  return new Response(null, { status: error ? 500 : 204 });
});
