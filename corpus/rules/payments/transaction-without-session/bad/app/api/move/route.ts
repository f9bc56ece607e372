import { neon } from "@neondatabase/serverless";
import { pool } from "../../../lib/pool";

const sql = neon(process.env.DATABASE_URL!);

export async function POST(request: Request) {
  const { from, to } = await request.json();
  try {
    await sql`BEGIN`; // expect: payments/transaction-without-session
    await sql`UPDATE wallets SET balance = balance - 5 WHERE id = ${from}`;
    await sql`UPDATE wallets SET balance = balance + 5 WHERE id = ${to}`;
    await sql`COMMIT`;
  } catch (error) {
    await sql`ROLLBACK`;
    throw error;
  }
  return Response.json({ ok: true });
}

export async function PUT(request: Request) {
  const { shelf, jars } = await request.json();
  await pool.query("BEGIN"); // expect: payments/transaction-without-session
  await pool.query("DELETE FROM jars WHERE shelf_id = $1", [shelf]);
  await pool.query("INSERT INTO jars (shelf_id, label) VALUES ($1, $2)", [shelf, jars[0]]);
  await pool.query("COMMIT");
  return Response.json({ ok: true });
}
