import { admin } from "../../../lib/admin";
import { requireAdmin } from "../../../lib/guard";

export async function PATCH(request: Request) {
  await requireAdmin();
  const { id, percent } = await request.json();
  const { error } = await admin.from("coupons").update({ percent }).eq("id", id);
  return Response.json({ ok: !error });
}
