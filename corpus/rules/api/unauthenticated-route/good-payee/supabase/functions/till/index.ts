import Stripe from "https://esm.sh/stripe@14.21.0";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// Only who has paid knows the id of the payment page.
Deno.serve(async (req) => {
  const { sessionId } = await req.json();
  const session = await stripe.checkout.sessions.retrieve(sessionId);
  const portal = await stripe.billingPortal.sessions.create({ customer: session.customer as string });
  return Response.json({ url: portal.url });
});
