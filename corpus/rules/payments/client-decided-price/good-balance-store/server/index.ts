import express from "express";
import Stripe from "stripe";
import { store } from "./store";
import { whoCalls } from "./session";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);
const app = express();

app.post("/api/stripe-webhook", express.raw({ type: "application/json" }), async (req, res) => {
  const event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"]!, process.env.STRIPE_WEBHOOK_SECRET!);
  if (event.type === "checkout.session.completed") {
    const session = event.data.object;
    const paid = session.amount_total ? session.amount_total / 100 : 0;
    await store.complete(session.id, paid);
  }
  res.json({ received: true });
});

// A part of what is owed may be paid.
app.post("/api/settle", express.json(), async (req, res) => {
  const holder = await whoCalls(req);
  if (!holder) return res.status(401).end();
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: Math.round(req.body.amount * 100), product_data: { name: "Balance payment" } } }],
    metadata: { holder },
    success_url: "https://corner.example/thanks",
  });
  res.json({ url: session.url });
});
app.listen(3000);
