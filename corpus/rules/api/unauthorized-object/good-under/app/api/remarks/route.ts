import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// Whoever reads a bulletin may say something to it.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { bulletinId, body } = await request.json();
  const { error } = await admin.from("remarks").insert({ bulletin_id: bulletinId, body, user_id: user.id });
  return Response.json({ ok: !error });
}
