import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

// Told by api/unauthenticated-route.
export async function POST(request: Request) {
  const { id, name } = await request.json();
  await db.query("update slips set name = $1 where id = $2", [name, id]);
  return Response.json({ ok: true });
}
