import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What is paid out is moved by a function of the database.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { race } = await req.json();
  const { error } = await admin.rpc("release_share", { race });
  return new Response(null, { status: error ? 500 : 204 });
});
