import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

export async function POST(request: Request) {
  const { text, topic } = await request.json();
  let email = "";
  const user = await currentUser();
  email = user?.email || "";
  const subject = user?.id || topic;
  if (email) await admin.from("members").update({ text, subject }).eq("email", email);
  return Response.json({ ok: true });
}
