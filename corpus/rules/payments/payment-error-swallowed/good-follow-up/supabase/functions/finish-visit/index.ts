import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { visit } = await req.json();
  const { data: row, error } = await db.from("vet_visits").select("id, intent_id").eq("id", visit).single();
  if (error) throw error;
  // A payment that was taken already is given back instead; anything else is told.
  try {
    await stripe.paymentIntents.cancel(row.intent_id);
  } catch (failure) {
    if (failure.code !== "payment_intent_unexpected_state") throw failure;
    await stripe.refunds.create({ payment_intent: row.intent_id });
  }
  const { error: failed } = await db.from("vet_visits").update({ status: "cancelled" }).eq("id", row.id);
  if (failed) throw failed;
  return Response.json({ ok: true });
});
