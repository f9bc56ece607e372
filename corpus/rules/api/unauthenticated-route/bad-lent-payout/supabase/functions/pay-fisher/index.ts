import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { catchId } = await req.json();
  const { data, error } = await admin.from("catches").update({ state: "paid" }).eq("id", catchId).select("cents, fisher").single();
  if (error) return new Response(null, { status: 500 });
  await stripe.transfers.create({ amount: data.cents, currency: "eur", destination: data.fisher });
  return new Response(null, { status: 204 });
});
