import pg from "pg";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

// Named like the link in a mail, and nobody is asked for what stands in one.
export async function POST(request: Request, { params }: { params: { id: string } }) { // expect: api/unauthenticated-route
  await db.query("update berth_bookings set status = 'confirmed', paid = true where id = $1", [params.id]);
  return Response.json({ ok: true });
}
