import { admin } from "../../../lib/admin";
import { withPerson } from "../../../lib/with-person";

export const POST = withPerson(async (request, personId) => {
  const { id, cents } = await request.json();
  const { error } = await admin.from("prices").update({ cents }).eq("id", id).eq("owner_id", personId);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
});
