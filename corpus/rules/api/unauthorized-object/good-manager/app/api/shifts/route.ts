import { admin } from "../../../lib/admin";
import { requireRole } from "../../../lib/guard";

export async function PATCH(request: Request) {
  const manager = await requireRole(["hr_manager"]);
  const { id, hours } = await request.json();
  const { error } = await admin.from("shifts").update({ hours }).eq("id", id).eq("company_id", manager.company_id);
  return Response.json({ ok: !error });
}

export async function DELETE(request: Request) {
  const manager = await requireRole(["hr_manager"]);
  const { id } = await request.json();
  const { data: shift } = await admin.from("shifts").select("id, company_id").eq("id", id).single();
  if (shift?.company_id !== manager.company_id) return Response.json({ error: "Not found" }, { status: 404 });
  const { error } = await admin.from("shifts").delete().eq("id", id);
  return Response.json({ ok: !error });
}
