import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { data: tenant, error: unread } = await db.from("tenants").select("customer, subscription").eq("id", user.id).single();
  if (unread || !tenant) return new Response("Try again", { status: 500 });
  const ended = await stripe.subscriptions.update(tenant.subscription, { cancel_at_period_end: true });
  return Response.json({ until: ended.cancel_at });
});
