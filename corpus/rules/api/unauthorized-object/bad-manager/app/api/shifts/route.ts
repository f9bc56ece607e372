import { admin } from "../../../lib/admin";
import { requireRole } from "../../../lib/guard";

export async function PATCH(request: Request) {
  await requireRole(["hr_manager"]);
  const { id, hours } = await request.json();
  const { error } = await admin.from("shifts").update({ hours }).eq("id", id); // expect: api/unauthorized-object
  return Response.json({ ok: !error });
}
