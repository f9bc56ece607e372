import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const PRICES: Record<string, string> = { basic: "price_basic", pro: "price_pro" };

Deno.serve(async (req) => {
  const { plan } = await req.json();
  const price = PRICES[plan];
  if (!price) return new Response("Bad request", { status: 400 });
  const session = await stripe.checkout.sessions.create({ mode: "subscription", line_items: [{ price, quantity: 1 }], success_url: "https://kiosk.example" });
  return Response.json({ url: session.url });
});
