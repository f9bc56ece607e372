import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

const MINUTES: Record<string, number> = { small: 60, large: 600 };

// What is added is the way to a total that the same update sets: the second time it is nothing.
Deno.serve(async (req) => {
  const event = await stripe.webhooks.constructEventAsync(await req.text(), req.headers.get("stripe-signature")!, Deno.env.get("STRIPE_WEBHOOK_SECRET")!);
  const { user_id, plan } = (event.data.object as Stripe.Subscription).metadata;
  const { data: quota, error } = await admin.from("quotas").select("total, remaining").eq("user_id", user_id).single();
  if (error) return new Response(null, { status: 500 });
  const total = MINUTES[plan] ?? 0;
  const { error: failed } = await admin
    .from("quotas")
    .update({ remaining: quota.remaining + (total - quota.total), total })
    .eq("user_id", user_id);
  return new Response(null, { status: failed ? 500 : 200 });
});
