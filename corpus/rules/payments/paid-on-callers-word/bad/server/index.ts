import { eq } from "drizzle-orm";
import express from "express";
import { requireBuyer } from "./auth";
import { users } from "./schema";
import { db, storage } from "./storage";

const app = express();
app.use(express.json());

app.post("/api/payments/verify", requireBuyer, async (req: any, res) => {
  const { paymentId, razorpayPaymentId, planId } = req.body;
  await storage.updatePayment(paymentId, { razorpayPaymentId, status: "success" });
  await storage.updateSubscription(req.userId, { planId, status: "active" });
  res.json({ ok: true });
});

app.post("/api/credits/bought", requireBuyer, async (req: any, res) => {
  const before = await storage.creditsOf(req.userId);
  await db.update(users).set({ credits: before + Number(req.body.credits) }).where(eq(users.id, req.userId)); // expect: payments/paid-on-callers-word
  res.json({ ok: true });
});

app.listen(3000);
