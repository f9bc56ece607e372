import express from "express";
import Stripe from "stripe";
import { applyEvent } from "./events.js";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);
const app = express();

app.post("/webhooks/stripe", express.raw({ type: "application/json" }), (req, res) => {
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"]!, process.env.STRIPE_WEBHOOK_SECRET!);
  } catch {
    return res.status(400).end();
  }
  res.json({ received: true });
  applyEvent(event).catch((error) => console.error("event failed", event.id, error)); // expect: payments/webhook-loses-events
});

app.listen(3000);
