import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { cartId, userId } = await req.json();
  const { data: order, error } = await admin.from("orders").insert({ user_id: userId }).select("id").single(); // expect: payments/non-atomic-write
  if (error) return new Response(null, { status: 500 });
  const { error: itemsError } = await admin.from("order_items").insert({ order_id: order.id, cart_id: cartId });
  if (itemsError) return new Response(null, { status: 500 });
  const { error: stockError } = await admin.from("stock_moves").insert({ order_id: order.id });
  return new Response(null, { status: stockError ? 500 : 200 });
});
