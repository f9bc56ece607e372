import Stripe from "npm:stripe@17";
import { readCabin } from "../_shared/body.ts";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const cabin = await readCabin(req);
  const intent = await stripe.paymentIntents.create({
    amount: cabin.price_cents,
    currency: "eur",
    metadata: { cabin: cabin.id, product: "Cabin" },
  });
  return Response.json({ secret: intent.client_secret });
});
