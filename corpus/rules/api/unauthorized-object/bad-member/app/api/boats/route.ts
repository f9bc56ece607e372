import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// That he belongs to some crew says nothing of the boat that he names.
export async function DELETE(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data: crew, error: failed } = await admin.from("team_members").select("team_id").eq("user_id", user.id).maybeSingle();
  if (failed || !crew) return Response.json({ error: "no crew" }, { status: 404 });
  const { id } = await request.json();
  const { error } = await admin.from("boats").delete().eq("id", id); // expect: api/unauthorized-object
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
