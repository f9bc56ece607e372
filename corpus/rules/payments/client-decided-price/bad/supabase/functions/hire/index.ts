import Stripe from "npm:stripe@17";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { serviceId, hours } = await req.json();
  const { data: service } = await admin.from("services").select("hourly, title").eq("id", serviceId).single();
  if (!service) return new Response("Not found", { status: 404 });
  const cents = Math.round(service.hourly * hours * 100);
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency: "eur", product_data: { name: service.title }, unit_amount: cents } }], // expect: payments/client-decided-price
  });
  return Response.json({ url: session.url });
});
