import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// Looked for before it is added: only of two at the same moment both are.
Deno.serve(async (req) => { // expect: payments/webhook-not-idempotent
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const { user_id, minutes } = (event.data.object as Stripe.Subscription).metadata;
  const { data: quota, error } = await admin.from("quotas").select("id").eq("user_id", user_id).maybeSingle();
  if (error) return new Response(null, { status: 500 });
  if (quota) {
    const { error: failed } = await admin.from("quotas").update({ minutes }).eq("id", quota.id);
    return new Response(null, { status: failed ? 500 : 200 });
  } else {
    const { error: failed } = await admin.from("quotas").insert({ user_id, minutes });
    return new Response(null, { status: failed ? 500 : 200 });
  }
});
