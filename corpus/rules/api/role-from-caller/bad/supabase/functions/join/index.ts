import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { id, role } = await req.json();
  const { error } = await admin.from("profiles").insert({
    id,
    role, // expect: api/role-from-caller
  });
  return new Response(null, { status: error ? 500 : 204 });
});
