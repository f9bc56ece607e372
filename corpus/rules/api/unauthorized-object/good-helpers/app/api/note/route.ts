import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id, reason } = await request.json();
  const { data: members } = await admin.from("note_members").select("user_id").eq("note_id", id);
  if (!(members ?? []).some((member) => member.user_id === user.id)) return Response.json({}, { status: 404 });
  return Response.json(await strike(id, reason));
}

async function strike(id: string, reason: string) {
  const { error } = await admin.from("notes").update({ reason }).eq("id", id);
  return { ok: !error };
}
