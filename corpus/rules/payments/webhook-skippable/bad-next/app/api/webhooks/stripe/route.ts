import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

export async function POST(request: Request) {
  const body = await request.text();
  const signature = request.headers.get("stripe-signature");
  const event = process.env.STRIPE_WEBHOOK_SECRET // expect: payments/webhook-skippable
    ? stripe.webhooks.constructEvent(body, signature!, process.env.STRIPE_WEBHOOK_SECRET)
    : JSON.parse(body);
  console.log(event.type);
  return Response.json({ received: true });
}
