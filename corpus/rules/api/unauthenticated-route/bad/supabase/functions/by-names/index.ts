import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => { // expect: api/unauthenticated-route
  const { data, error } = await admin.from("profiles").select("id, first_name, last_name").limit(50);
  return new Response(JSON.stringify(error ? [] : data), { status: error ? 500 : 200 });
});
