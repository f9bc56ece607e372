import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const body = await request.json();
  return Response.json(await strike({ note: body }));
}

async function strike({ note }: { note: { id: string; reason: string } }) {
  const { error } = await admin.from("notes").update({ reason: note.reason }).eq("id", note.id); // expect: api/unauthorized-object
  return { ok: !error };
}
