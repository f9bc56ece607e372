import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")!.replace("Bearer ", "");
  const { data: { user }, error } = await db.auth.getUser(token);
  if (error || !user) return new Response("Unauthorized", { status: 401 });
  const { data: owner, error: unread } = await db.from("kennels").select("subscription_id").eq("owner_id", user.id).single();
  if (unread) throw unread;
  try {
    await stripe.subscriptions.cancel(owner.subscription_id);
  } catch (failure) { // expect: payments/payment-error-swallowed
    console.warn("not cancelled", failure);
  }
  try {
    await stripe.payouts.create({ amount: 100, currency: "eur" });
  } catch (failure) { // expect: payments/payment-error-swallowed
    console.warn("not paid out", failure);
  }
  const { error: failed } = await db.auth.admin.deleteUser(user.id);
  if (failed) throw failed;
  return Response.json({ ok: true });
});
