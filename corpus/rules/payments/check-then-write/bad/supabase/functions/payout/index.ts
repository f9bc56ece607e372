import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { orderId, amount } = await req.json();
  const { data: order } = await admin.from("orders").select("id, total").eq("id", orderId).eq("seller_id", user.id).single();
  if (!order) return new Response("Not found", { status: 404 });
  const { data: paid, error } = await admin.from("payouts").select("amount").eq("order_id", orderId);
  if (error) return new Response(null, { status: 500 });
  const already = paid.reduce((sum, row) => sum + Number(row.amount), 0);
  if (already + amount > order.total) return new Response("Too much", { status: 409 }); // expect: payments/check-then-write
  const { error: failed } = await admin.from("payouts").insert({ order_id: orderId, amount });
  return new Response(null, { status: failed ? 500 : 200 });
});
