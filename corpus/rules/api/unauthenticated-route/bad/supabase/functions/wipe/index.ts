import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// No schedule empties a table.
Deno.serve(async () => { // expect: api/unauthenticated-route
  const { error } = await admin.from("uploads").delete().neq("id", "0");
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
