import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

async function note(page: string) {
  const user = await currentUser();
  if (!user) return;
  await admin.from("members").update({ last_page: page }).eq("user_id", user.id);
}

export async function POST(request: Request) {
  const { page } = await request.json();
  await note(page);
  return Response.json({ ok: true });
}
