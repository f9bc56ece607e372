import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import express from "express";
import { Pool } from "pg";
import { requireClerk } from "./auth";
import { wallets } from "./schema";

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const db = drizzle(pool);
const app = express();
app.use(express.json());

app.post("/api/debts/:id/instalment", requireClerk, async (req, res) => {
  const { rows } = await pool.query("SELECT id, balance FROM debts WHERE id = $1", [req.params.id]);
  const debt = rows[0];
  if (!debt) return res.status(404).end();
  const left = Math.round((Number(debt.balance) - Number(req.body.amount)) * 100) / 100;
  await pool.query("UPDATE debts SET balance = $1, updated_at = now() WHERE id = $2", [left, debt.id]); // expect: payments/balance-race
  res.json({ left });
});

app.post("/api/wallets/:id/use", requireClerk, async (req, res) => {
  const [wallet] = await db.select().from(wallets).where(eq(wallets.id, req.params.id));
  if (!wallet || wallet.storeCredits < 5) return res.status(402).end();
  await db.update(wallets).set({ storeCredits: wallet.storeCredits - 5 }).where(eq(wallets.id, wallet.id)); // expect: payments/balance-race
  res.json({ ok: true });
});

app.listen(3000);
