import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// The row that is asked for says that he belongs to the crew whose sail it is.
export async function DELETE(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  const { data: sail } = await admin.from("sails").select("team_id").eq("id", id).single();
  const { data: seat } = await admin.from("team_members").select("id").eq("user_id", user.id).eq("team_id", sail?.team_id).maybeSingle();
  if (!seat) return Response.json({ error: "Forbidden" }, { status: 403 });
  const { error } = await admin.from("sails").delete().eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
