import { admin } from "../../../lib/admin";
import { requireStaff } from "../../../lib/guard";

// They run it for all companies.
export async function PATCH(request: Request) {
  await requireStaff();
  const { id, name } = await request.json();
  const { error } = await admin.from("companies").update({ name }).eq("id", id);
  return Response.json({ ok: !error });
}
