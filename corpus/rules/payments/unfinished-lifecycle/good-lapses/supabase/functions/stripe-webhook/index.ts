import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

async function keep(subscription: Stripe.Subscription) {
  const { error } = await admin
    .from("choirs")
    .update({ plan: "pro", plan_status: subscription.status, paid_until: new Date(subscription.items.data[0].current_period_end * 1000).toISOString() })
    .eq("stripe_subscription_id", subscription.id);
  if (error) throw error;
}

Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  switch (event.type) {
    case "checkout.session.completed":
      await keep(await stripe.subscriptions.retrieve(event.data.object.subscription as string));
      break;
    case "customer.subscription.updated":
      await keep(event.data.object);
      break;
  }
  return Response.json({ received: true });
});
