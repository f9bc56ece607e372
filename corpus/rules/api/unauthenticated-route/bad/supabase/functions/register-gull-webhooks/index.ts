import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// It sets up the calls of the shop, and receives none.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { id } = await req.json();
  const known = await (await fetch("https://api.gull.example/webhooks.json")).json();
  const { error } = await admin.from("orders").update({ hooks: known.length }).eq("id", id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
