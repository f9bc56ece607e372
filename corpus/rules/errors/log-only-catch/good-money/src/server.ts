import express from "express";
import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);
const app = express();
app.use(express.json());

// What becomes of money is told by payments/payment-error-swallowed, once.
app.post("/fares/:id/capture", async (req, res) => {
  try {
    await stripe.paymentIntents.capture(req.params.id);
  } catch (error) {
    console.error("not captured", error);
  }
  res.json({ sailing: true });
});

app.listen(3000);
