import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

async function mailReceipt(event: Stripe.Event) {
  const { error } = await admin.from("mail_outbox").insert({ event_id: event.id });
  if (error) console.error("receipt not queued", error);
}

// The event lies in a table before it is answered; a worker does the rest.
Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const { error } = await admin.from("stripe_events").upsert({ id: event.id, payload: event });
  if (error) return new Response(null, { status: 500 });
  EdgeRuntime.waitUntil(mailReceipt(event));
  return Response.json({ received: true });
});
