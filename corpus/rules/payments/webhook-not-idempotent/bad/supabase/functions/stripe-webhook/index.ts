import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => { // expect: payments/webhook-not-idempotent
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const session = event.data.object as Stripe.Checkout.Session;
  const { error } = await admin.from("purchases").insert({ user_id: session.client_reference_id, credits: 50 });
  return new Response(null, { status: error ? 500 : 200 });
});
