import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data } = await admin.from("projects").select("id, name").eq("owner_id", user.id).limit(50);
  return Response.json({ projects: data ?? [] });
}
