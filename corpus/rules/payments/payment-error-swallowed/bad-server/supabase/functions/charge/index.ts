import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

async function charge(customer: string) {
  try {
    return await stripe.paymentIntents.create({ amount: 500, currency: "eur", customer, confirm: true });
  } catch { // expect: payments/payment-error-swallowed
    return null;
  }
}

Deno.serve(async (req) => {
  const { customer } = await req.json();
  await charge(customer);
  return Response.json({ ok: true });
});
