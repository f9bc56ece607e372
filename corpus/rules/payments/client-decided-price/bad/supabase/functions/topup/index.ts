import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { washes, cents } = await req.json();
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: cents, product_data: { name: `${washes} washes` } } }], // expect: payments/client-decided-price
    metadata: { washes },
    success_url: "https://laundry.example",
  });
  return Response.json({ url: session.url });
});
