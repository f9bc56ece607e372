import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

// What is given is the giver's choice, whatever the function is called.
Deno.serve(async (req) => {
  const { cents, choir } = await req.json();
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: cents, product_data: { name: `Donation to ${choir}` } } }],
    metadata: { kind: "donation", choir },
    success_url: "https://choir.example",
  });
  return Response.json({ url: session.url });
});
