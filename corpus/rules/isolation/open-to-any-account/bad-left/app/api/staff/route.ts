import { db } from "@/lib/db";

export async function GET() {
  const { rows } = await db.query("select id from staff limit 50");
  return Response.json(rows);
}
