import pg from "pg";
import { getCurrentUser, getSession } from "@/lib/session";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function DELETE(request: Request) {
  const user = await getCurrentUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  await db.query("delete from slips where id = $1 and owner_id = $2", [id, user.id]);
  return Response.json({ ok: true });
}

export async function PATCH(request: Request) {
  const session = await getSession();
  if (!session) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id, name } = await request.json();
  await db.query("update slips set name = $1 where id = $2 and owner_id = $3", [name, id, session.userId]);
  return Response.json({ ok: true });
}
