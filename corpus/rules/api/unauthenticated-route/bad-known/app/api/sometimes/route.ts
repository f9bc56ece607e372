import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

export async function POST(request: Request) { // expect: api/unauthenticated-route
  const { id, cents } = await request.json();
  const user = await currentUser();
  if (user || cents > 0) await admin.from("prices").update({ cents }).eq("id", id);
  return Response.json({ ok: true });
}
