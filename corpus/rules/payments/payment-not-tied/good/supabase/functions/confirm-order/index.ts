import { createHmac } from "node:crypto";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

function isSigned(order: string, payment: string, signature: string) {
  const expected = createHmac("sha256", Deno.env.get("RAZORPAY_KEY_SECRET")!).update(`${order}|${payment}`).digest("hex");
  return expected === signature;
}

// The order that was signed is the one that is booked.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { gatewayOrder, gatewayPayment, signature } = await req.json();
  if (!isSigned(gatewayOrder, gatewayPayment, signature)) return new Response("Not paid", { status: 402 });
  const { error } = await admin.from("orders").update({ status: "paid" }).eq("gateway_order_id", gatewayOrder);
  return new Response(null, { status: error ? 500 : 200 });
});
