import Stripe from "npm:stripe@17";
import { readBody, reserveSchema } from "../_shared/body.ts";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { cabinId, amount } = await readBody(req, reserveSchema);
  const intent = await stripe.paymentIntents.create({
    amount: Math.round(amount * 100), // expect: payments/client-decided-price
    currency: "eur",
    metadata: { cabinId, product: "Cabin" },
  });
  return Response.json({ secret: intent.client_secret });
});
