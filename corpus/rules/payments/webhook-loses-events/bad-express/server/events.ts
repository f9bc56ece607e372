import pg from "pg";
import type Stripe from "stripe";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function applyEvent(event: Stripe.Event) {
  if (event.type !== "checkout.session.completed") return;
  const session = event.data.object;
  await pool.query("update orders set status = 'paid' where id = $1 and status = 'open'", [session.metadata?.order_id]);
}
