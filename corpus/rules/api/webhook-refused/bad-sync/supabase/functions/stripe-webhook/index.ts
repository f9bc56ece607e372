import Stripe from "npm:stripe@17";

const stripe = new Stripe(Deno.env.get("STRIPE_SECRET_KEY")!);

Deno.serve(async (req) => {
  const signature = req.headers.get("stripe-signature");
  if (!signature) return new Response("No signature", { status: 400 });
  const event = stripe.webhooks.constructEvent(await req.text(), signature, Deno.env.get("STRIPE_WEBHOOK_SECRET")!); // expect: api/webhook-refused
  return Response.json({ received: event.id });
});
