import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { productId } = await req.json();
  const { data: product } = await admin.from("products").select("price_cents").eq("id", productId).single();
  if (!product) return new Response(null, { status: 404 });
  const intent = await stripe.paymentIntents.create({ amount: product.price_cents, currency: "usd" }); // expect: payments/hard-coded-currency
  return Response.json({ secret: intent.client_secret });
});
