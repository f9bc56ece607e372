import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The second one meets the unique key and is refused, whatever the code makes of that.
Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const session = event.data.object as Stripe.Checkout.Session;
  const { error } = await admin.from("purchases").insert({ session_id: session.id, user_id: session.client_reference_id, credits: 50 });
  if (error) throw error;
  return new Response(null, { status: 200 });
});
