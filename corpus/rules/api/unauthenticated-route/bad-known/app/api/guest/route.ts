import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

export async function POST(request: Request) { // expect: api/unauthenticated-route
  const { id, cents } = await request.json();
  const who = (await currentUser())?.id ?? "guest";
  if (who) await admin.from("prices").update({ cents, changed_by: who }).eq("id", id);
  return Response.json({ ok: true });
}
