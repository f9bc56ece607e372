import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { projectId, url } = await request.json();
  const { data: project } = await admin.from("projects").select("id").eq("id", projectId).eq("owner_id", user.id).maybeSingle();
  if (!project) return Response.json({ error: "Not found" }, { status: 404 });
  const { error } = await admin.from("floor_plans").insert({ project_id: projectId, url, drawn_by: user.id });
  return Response.json({ ok: !error });
}
