import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  let plan: string | null = null;
  switch (event.type) {
    case "checkout.session.completed":
      plan = "pro";
      break;
    case "invoice.payment_failed":
    case "customer.subscription.deleted":
    case "charge.refunded":
      plan = "free";
      break;
    case "customer.subscription.updated":
      plan = event.data.object.status === "active" ? "pro" : "free";
      break;
  }
  if (!plan) return Response.json({ received: true });
  const { customer } = event.data.object as { customer: string };
  const { error } = await admin.from("profiles").update({ plan }).eq("stripe_customer_id", customer);
  return new Response(null, { status: error ? 500 : 200 });
});
