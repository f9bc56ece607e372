import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// His own row, which nobody else sees: what it points to gains nothing.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { projectId } = await request.json();
  const { error } = await admin.from("bookmarks").insert({ project_id: projectId, user_id: user.id });
  return Response.json({ ok: !error });
}
