import { eq, sql } from "drizzle-orm";
import express from "express";
import { requireBuyer } from "./auth";
import { payments, users } from "./schema";
import { db, storage } from "./storage";

const app = express();
app.use(express.json());

// The provider is asked, and the payment must be this buyer's.
app.post("/api/payments/verify", requireBuyer, async (req: any, res) => {
  const { paymentId, razorpayPaymentId, planId } = req.body;
  const answer = await fetch(`https://api.razorpay.com/v1/payments/${razorpayPaymentId}`, {
    headers: { Authorization: `Basic ${process.env.RAZORPAY_BASIC}` },
  });
  const payment = await answer.json();
  if (payment.status !== "captured" || payment.notes.user_id !== req.userId) return res.status(402).end();
  await storage.updatePayment(paymentId, { razorpayPaymentId, status: "success" });
  await storage.updateSubscription(req.userId, { planId, status: "active" });
  res.json({ ok: true });
});

// What costs nothing may be taken.
app.post("/api/plans/free", requireBuyer, async (req: any, res) => {
  const plan = await storage.plan(req.body.planId);
  if (!plan || plan.price > 0) return res.status(402).end();
  await storage.updateSubscription(req.userId, { planId: req.body.planId, status: "active" });
  res.json({ ok: true });
});

// Nothing has been paid yet.
app.post("/api/plans/choose", requireBuyer, async (req: any, res) => {
  await storage.updateSubscription(req.userId, { planId: req.body.planId, status: "pending" });
  res.json({ ok: true });
});

// What is used up is no gift.
app.post("/api/credits/use", requireBuyer, async (req: any, res) => {
  const count = Math.max(1, Math.floor(Number(req.body.count)));
  await db.update(users).set({ credits: sql`${users.credits} - ${count}` }).where(eq(users.id, req.userId));
  res.json({ ok: true });
});

// His name is his own to say, and so are his notes on a payment.
app.post("/api/me", requireBuyer, async (req: any, res) => {
  await db.update(users).set({ name: String(req.body.name) }).where(eq(users.id, req.userId));
  await db.update(payments).set({ razorpayPaymentId: req.body.razorpayPaymentId }).where(eq(payments.userId, req.userId));
  res.json({ ok: true });
});

app.listen(3000);
