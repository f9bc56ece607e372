import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The card on file is charged at once, and the answer is looked at.
Deno.serve(async (req) => {
  const { id } = await req.json();
  const { data: part, error } = await admin.from("instalments").select("amount, customer").eq("id", id).single();
  if (error) return new Response(null, { status: 500 });
  const intent = await stripe.paymentIntents.create({ amount: part.amount, currency: "eur", customer: part.customer, confirm: true, off_session: true });
  if (intent.status !== "succeeded") return new Response("Not paid", { status: 402 });
  const { error: failed } = await admin.from("instalments").update({ payment_status: "paid", intent: intent.id }).eq("id", id);
  return new Response(null, { status: failed ? 500 : 200 });
});
