import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (request) => {
  const event = await stripe.webhooks.constructEventAsync(await request.text(), request.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const { error } = await admin.from("payments").update({ status: event.type }).eq("ref", event.id);
  return new Response(null, { status: error ? 500 : 204 });
});
