import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import express from "express";
import { Pool } from "pg";
import { requireClerk } from "./auth";
import { wallets } from "./schema";

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const db = drizzle(pool);
const app = express();
app.use(express.json());

// The database subtracts.
app.post("/api/debts/:id/instalment", requireClerk, async (req, res) => {
  const { rows } = await pool.query("SELECT id, balance FROM debts WHERE id = $1", [req.params.id]);
  if (!rows[0]) return res.status(404).end();
  await pool.query("UPDATE debts SET balance = balance - $1 WHERE id = $2", [Number(req.body.amount), req.params.id]);
  res.json({ ok: true });
});

// The row is kept from others until the transaction ends.
app.post("/api/debts/:id/settle", requireClerk, async (req, res) => {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query("SELECT id, balance FROM debts WHERE id = $1 FOR UPDATE", [req.params.id]);
    const left = Number(rows[0].balance) - Number(req.body.amount);
    await client.query("UPDATE debts SET balance = $1 WHERE id = $2", [left, rows[0].id]);
    await client.query("COMMIT");
    res.json({ left });
  } catch (error) {
    await client.query("ROLLBACK");
    console.error(error);
    res.status(500).end();
  } finally {
    client.release();
  }
});

app.post("/api/wallets/:id/use", requireClerk, async (req, res) => {
  const [wallet] = await db.select().from(wallets).where(eq(wallets.id, req.params.id));
  if (!wallet || wallet.storeCredits < 5) return res.status(402).end();
  await db.update(wallets).set({ storeCredits: sql`${wallets.storeCredits} - 5` }).where(eq(wallets.id, wallet.id));
  res.json({ ok: true });
});

app.listen(3000);
