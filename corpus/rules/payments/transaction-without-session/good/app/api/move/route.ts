import { neon } from "@neondatabase/serverless";
import { pool } from "../../../lib/pool";

const sql = neon(process.env.DATABASE_URL!);

export async function POST(request: Request) {
  const { from, to } = await request.json();
  await sql.transaction([
    sql`UPDATE wallets SET balance = balance - 5 WHERE id = ${from}`,
    sql`UPDATE wallets SET balance = balance + 5 WHERE id = ${to}`,
  ]);
  return Response.json({ ok: true });
}

export async function PUT(request: Request) {
  const { shelf, jars } = await request.json();
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("DELETE FROM jars WHERE shelf_id = $1", [shelf]);
    await client.query("INSERT INTO jars (shelf_id, label) VALUES ($1, $2)", [shelf, jars[0]]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
  return Response.json({ ok: true });
}
