import Stripe from "npm:stripe@17";
import { extendSchema, withBody } from "../_shared/body.ts";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(withBody(extendSchema, async ({ stayId, price }) => {
  const intent = await stripe.paymentIntents.create({
    amount: price, // expect: payments/client-decided-price
    currency: "eur",
    metadata: { stay: stayId },
  });
  return Response.json({ secret: intent.client_secret });
}));
