import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// The giver decides.
Deno.serve(async (req) => {
  const { donationCents } = await req.json();
  if (!Number.isInteger(donationCents) || donationCents < 100) return new Response("Bad request", { status: 400 });
  const intent = await stripe.paymentIntents.create({ amount: donationCents, currency: "eur", description: "Donation" });
  return Response.json({ secret: intent.client_secret });
});
