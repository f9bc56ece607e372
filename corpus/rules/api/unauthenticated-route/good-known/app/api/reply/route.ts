import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

async function keep(user: { id: string } | null, text: string) {
  if (user === null) return;
  await admin.from("members").update({ reply: text }).eq("user_id", user.id);
}

export async function POST(request: Request) {
  const { text } = await request.json();
  const user = await currentUser();
  await keep(user, text);
  return Response.json({ ok: true });
}
