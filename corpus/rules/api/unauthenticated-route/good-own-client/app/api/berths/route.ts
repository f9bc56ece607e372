import { cookies } from "next/headers";
import { createHarbor } from "@/lib/client";

export async function DELETE(request: Request) {
  const harbor = createHarbor((await cookies()).get("harbor")?.value);
  const { data } = await harbor.auth.getUser();
  if (!data.user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  await harbor.run("delete from berths where id = $1 and owner_id = $2", [id, data.user.id]);
  return Response.json({ ok: true });
}
