import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { cartId } = await req.json();
  const { error } = await admin.rpc("place_order", { cart: cartId });
  return new Response(null, { status: error ? 500 : 200 });
});
