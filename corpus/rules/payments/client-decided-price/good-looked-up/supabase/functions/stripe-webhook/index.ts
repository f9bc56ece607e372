import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

const PLANS: Record<string, { name: string }> = { price_1Sm: { name: "small" }, price_1Lg: { name: "large" } };

Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const { price_id, user_id } = (event.data.object as Stripe.Checkout.Session).metadata ?? {};
  const plan = PLANS[price_id];
  if (!plan) return new Response(null, { status: 200 });
  const { error } = await admin.from("profiles").update({ plan: plan.name }).eq("id", user_id);
  return new Response(null, { status: error ? 500 : 200 });
});
