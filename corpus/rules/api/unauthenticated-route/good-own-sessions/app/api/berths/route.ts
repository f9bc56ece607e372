import { getDb } from "@/lib/db";
import { getSession } from "@/lib/session";

export async function DELETE(request: Request) {
  const session = await getSession();
  if (!session?.person) return Response.json({ error: "No autenticado" }, { status: 401 });
  if (session.person.rol !== "capitania") return Response.json({ error: "No autorizado" }, { status: 403 });
  const { id } = await request.json();
  await getDb()`delete from berths where id = ${id}`;
  return Response.json({ ok: true });
}
