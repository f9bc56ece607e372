import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const prices: Record<string, string> = { small: "price_small", large: "price_large" };

// Whoever gives each month may give twice.
Deno.serve(async (req) => {
  const { plan } = await req.json();
  const price = prices[plan];
  if (!price) return new Response("No such plan", { status: 400 });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price, quantity: 1 }],
    success_url: "https://kennels.example/thanks",
  });
  return Response.json({ url: session.url });
});
