import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function addLessons(dancer: string, credits: number) {
  const { error } = await db.rpc("add_lessons", { p_dancer: dancer, p_credits: credits });
  if (error) throw error;
}

Deno.serve(async (req) => {
  const signature = req.headers.get("stripe-signature")!;
  const event = await stripe.webhooks.constructEventAsync(await req.text(), signature, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const session = event.data.object as Stripe.Checkout.Session;
  await addLessons(session.client_reference_id!, session.metadata.credits ? parseInt(session.metadata.credits) : 1);
  return Response.json({ received: true });
});
