import { createClient } from "npm:@supabase/supabase-js@2";

const partner = createClient(Deno.env.get("PARTNER_SUPABASE_URL")!, Deno.env.get("PARTNER_SERVICE_ROLE_KEY")!);

// Another project's database: what its tables are is not told here.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { id, state } = await req.json();
  const { error } = await partner.from("shared_tools").update({ state }).eq("id", id);
  return new Response(null, { status: error ? 500 : 204 });
});
