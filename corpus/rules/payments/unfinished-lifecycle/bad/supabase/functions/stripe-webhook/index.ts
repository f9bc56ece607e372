import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => { // expect: payments/unfinished-lifecycle
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  if (event.type === "checkout.session.completed") {
    const { error } = await admin.from("profiles").update({ plan: "pro" }).eq("id", event.data.object.client_reference_id!);
    if (error) return new Response(null, { status: 500 });
  }
  return Response.json({ received: true });
});
