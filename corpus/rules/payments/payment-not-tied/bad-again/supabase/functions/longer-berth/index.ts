import { createClient } from "npm:@supabase/supabase-js@2";
import Stripe from "npm:stripe@17";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The payment is for this berth; shown twice, it lengthens the stay twice.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { berthId, sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  if (session.payment_status !== "paid") return new Response("Not paid", { status: 402 });
  if (session.metadata?.berth_id !== berthId) return new Response("Not for this one", { status: 400 });
  const { data: berth } = await admin.from("berths").select("id, skipper_id, nights").eq("id", berthId).single();
  if (!berth || berth.skipper_id !== user.id) return new Response("Forbidden", { status: 403 });
  const nights = berth.nights + 7;
  const { error } = await admin.from("berths").update({ nights }).eq("id", berthId); // expect: payments/payment-not-tied
  return new Response(null, { status: error ? 500 : 200 });
});
