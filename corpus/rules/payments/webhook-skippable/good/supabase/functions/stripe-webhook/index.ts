import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const signature = req.headers.get("stripe-signature");
  const secret = Deno.env.get("STRIPE_WEBHOOK_SECRET");
  if (!signature || !secret) return new Response("Bad request", { status: 400 });
  const event = await stripe.webhooks.constructEventAsync(await req.text(), signature, secret);
  const { error } = await admin.rpc("apply_event", { event_id: event.id, kind: event.type });
  return new Response(null, { status: error ? 500 : 200 });
});
