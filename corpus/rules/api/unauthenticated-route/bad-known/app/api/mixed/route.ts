import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

export async function POST(request: Request) { // expect: api/unauthenticated-route
  const { owner, cents } = await request.json();
  const who = (await currentUser())?.id || owner;
  if (who) await admin.from("prices").update({ cents }).eq("owner_id", who);
  return Response.json({ ok: true });
}
