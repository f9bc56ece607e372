import { PrismaClient } from "@prisma/client";
import express from "express";

const prisma = new PrismaClient();
const app = express();
app.use(express.json());

app.post("/tolls", async (req, res, next) => {
  try {
    const toll = await prisma.$transaction(async (tx) => {
      const payment = await tx.payment.create({ data: { boat: String(req.body.boat), amount: 12 } });
      await tx.invoice.create({ data: { paymentId: payment.id, amount: 12 } });
      await tx.passage.create({ data: { paymentId: payment.id, boat: String(req.body.boat) } });
      return payment;
    });
    res.json({ id: toll.id });
  } catch (error) {
    next(error);
  }
});

app.listen(3000);
