import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async () => {
  const session = await stripe.checkout.sessions.create({ mode: "subscription", line_items: [{ price: "price_pro", quantity: 1 }], success_url: "https://kiosk.example" });
  return Response.json({ url: session.url });
});
