import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);
const provider = Stripe.createSubtleCryptoProvider();

Deno.serve(async (req) => {
  const signature = req.headers.get("stripe-signature");
  if (!signature) return new Response("No signature", { status: 400 });
  const secret = Deno.env.get("STRIPE_WEBHOOK_SECRET")!;
  const event = await stripe.webhooks.constructEventAsync(await req.text(), signature, secret, undefined, provider);
  return Response.json({ received: event.id });
});
