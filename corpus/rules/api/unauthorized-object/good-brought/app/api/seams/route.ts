import { cookies } from "next/headers";

import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const store = await cookies();
  const workspaceId = store.get("active_workspace")?.value;
  if (!workspaceId) return Response.json({ error: "No workspace" }, { status: 400 });
  const { data: member } = await admin.from("workspace_members").select("user_id").eq("workspace_id", workspaceId).eq("user_id", user.id).maybeSingle();
  if (!member) return Response.json({ error: "Forbidden" }, { status: 403 });
  const { data, error } = await admin.from("seams").select("id, length").eq("workspace_id", workspaceId).limit(100);
  if (error) return Response.json({ error: "Please try again" }, { status: 500 });
  return Response.json(data);
}
