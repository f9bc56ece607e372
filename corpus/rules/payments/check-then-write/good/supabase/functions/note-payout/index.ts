import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const MOST = 100_000;

// The sum is only told: nothing is refused by it.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { orderId, amount } = await req.json();
  const { data: paid, error } = await admin.from("payouts").select("amount").eq("order_id", orderId);
  if (error || amount > MOST) return new Response(null, { status: 500 });
  const already = paid.reduce((sum, row) => sum + Number(row.amount), 0);
  const { error: failed } = await admin.from("payouts").insert({ order_id: orderId, amount, noted_by: user.id });
  return new Response(JSON.stringify({ total: already + amount }), { status: failed ? 500 : 200 });
});
