import { db } from "../../../lib/db";

export async function GET() {
  const { rows } = await db.query("select id from orders limit 20");
  return Response.json(rows);
}
