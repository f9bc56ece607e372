import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";

export async function POST(request: Request) {
  const { note } = await request.json();
  const user = await currentUser();
  const isGuest = !user;
  const saved = isGuest ? null : await admin.from("members").update({ note }).eq("user_id", user.id);
  user?.email && (await admin.from("mailings").update({ note }).eq("user_id", user.id));
  return Response.json({ saved: !!saved && !saved.error });
}
