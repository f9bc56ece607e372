import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
import Stripe from "npm:stripe@17";
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// Which payment is asked about stands in his own order.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: order } = await admin.from("orders").select("id, gateway_order_id").eq("user_id", user.id).single();
  if (!order) return new Response("No order", { status: 404 });
  const session = await stripe.checkout.sessions.retrieve(order.gateway_order_id);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  const { error } = await admin.from("orders").update({ status: "paid" }).eq("user_id", user.id);
  return new Response(null, { status: error ? 500 : 200 });
});
