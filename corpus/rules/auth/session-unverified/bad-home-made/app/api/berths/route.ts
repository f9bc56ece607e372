import pg from "pg";
import { getCurrentUser } from "@/lib/session";

const db = new pg.Pool({ connectionString: process.env.DATABASE_URL });

export async function DELETE(request: Request) {
  const user = await getCurrentUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  await db.query("delete from berths where id = $1 and owner_id = $2", [id, user.id]);
  return Response.json({ ok: true });
}
