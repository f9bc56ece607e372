import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const ALLOWED = ["price_basic", "price_pro"];

// A price id from the page, compared with a list.
Deno.serve(async (req) => {
  const { priceId } = await req.json();
  if (!ALLOWED.includes(priceId)) return new Response("Bad request", { status: 400 });
  const session = await stripe.checkout.sessions.create({ mode: "subscription", line_items: [{ price: priceId, quantity: 1 }], success_url: "https://kiosk.example" });
  return Response.json({ url: session.url });
});
