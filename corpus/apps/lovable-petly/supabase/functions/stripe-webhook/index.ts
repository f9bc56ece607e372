import Stripe from "https://esm.sh/stripe@14.21.0";
import { createClient } from "https://esm.sh/@supabase/supabase-js@2.49.1";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY") ?? "", { apiVersion: "2023-10-16" });

// expect: payments/webhook-not-idempotent
Deno.serve(async (req) => {
  const sig = req.headers.get("stripe-signature");
  const body = await req.text();
  const secret = Deno.env.get("STRIPE_WEBHOOK_SECRET");

  let event: Stripe.Event;
  // expect: payments/webhook-skippable
  if (secret && sig) {
    event = await stripe.webhooks.constructEventAsync(body, sig, secret);
  } else {
    event = JSON.parse(body);
  }

  const supabase = createClient(
    Deno.env.get("SUPABASE_URL") ?? "",
    Deno.env.get("SUPABASE_SERVICE_ROLE_KEY") ?? "",
  );

  try {
    if (event.type === "checkout.session.completed") {
      const session = event.data.object as Stripe.Checkout.Session;

      if (session.metadata?.kind === "credits") {
        const { data: profile } = await supabase
          .from("profiles")
          .select("credits")
          .eq("id", session.metadata.user_id)
          .single();

        // expect: payments/balance-race
        const { error } = await supabase
          .from("profiles")
          .update({ credits: (profile?.credits || 0) + Number(session.metadata.credits) })
          .eq("id", session.metadata.user_id);
        if (error) throw error;
      }

      if (session.metadata?.kind === "shop") {
        const { error } = await supabase
          .from("shop_orders")
          .update({ status: "paid" })
          .eq("stripe_session_id", session.id);
        if (error) throw error;
      }
    }
    // expect: payments/webhook-loses-events
  } catch (error) {
    console.error("Webhook processing failed:", error);
  }

  return new Response(JSON.stringify({ received: true }), { status: 200 });
});
