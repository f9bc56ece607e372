import Stripe from "npm:stripe@17";
import { check, extendSchema } from "../_shared/body.ts";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const { data } = check(extendSchema, await req.json());
  const intent = await stripe.paymentIntents.create({
    amount: data.price, // expect: payments/client-decided-price
    currency: "eur",
    metadata: { stay: data.stayId },
  });
  return Response.json({ secret: intent.client_secret });
});
