import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What stands in the code can still be what somebody must decide.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { id } = await req.json();
  const { error } = await admin.from("offers").update({ status: "approved" }).eq("id", id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
