import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { wharf, name } = await req.json();
  if (!wharf) return new Response("wharf is required", { status: 400 });
  if (!name) return new Response("name is required", { status: 400 });
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price: Deno.env.get("HAND_PRICE")!, quantity: 1 }],
    metadata: { wharf, name },
  });
  return Response.json({ url: session.url });
});
