import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const signature = req.headers.get("stripe-signature")!;
  const event = await stripe.webhooks.constructEventAsync(await req.text(), signature, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const object = event.data.object as { customer: string; id: string; status: string };
  const { error } = await db.from("profiles").update({ subscription_id: object.id, subscription_status: object.status }).eq("stripe_customer", object.customer);
  if (error) return new Response("Later", { status: 500 });
  return Response.json({ received: true });
});
