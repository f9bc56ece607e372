import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  if (event.type === "customer.subscription.created") {
    const { customer, metadata } = event.data.object as Stripe.Subscription;
    const { error } = await admin.from("organizations").update({ plan: "club" }).eq("customer", customer);
    if (error) throw error;
    try {
      const { error: failed } = await admin.from("thank_you_notes").insert({ friend: metadata.friend });
      if (failed) throw failed;
    } catch (error) { // expect: payments/webhook-loses-events
      console.error("no thanks for the friend", error);
    }
  }
  return Response.json({ received: true });
});
