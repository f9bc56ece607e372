import { createClient } from "npm:@supabase/supabase-js@2";

// Asks nobody, and hands its key to the other function.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { giftId } = await req.json();
  const { error } = await admin.functions.invoke("clear-gift", { body: { giftId } });
  return new Response(null, { status: error ? 500 : 204 });
});
