import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// A flag on the row keeps repeats out, but for two at the same moment.
Deno.serve(async (req) => { // expect: payments/webhook-not-idempotent
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const id = (event.data.object as Stripe.Checkout.Session).metadata?.order_id;
  const { data: order, error } = await admin.from("orders").select("tasks_made").eq("id", id).maybeSingle();
  if (error) return new Response(null, { status: 500 });
  if (!order || order.tasks_made) return new Response(null, { status: 200 });
  const { error: taskError } = await admin.from("tasks").insert({ order_id: id, title: "Pack" });
  if (taskError) return new Response(null, { status: 500 });
  const { error: flagError } = await admin.from("orders").update({ tasks_made: true }).eq("id", id);
  return new Response(null, { status: flagError ? 500 : 200 });
});
