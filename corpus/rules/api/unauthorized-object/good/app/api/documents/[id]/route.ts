import { admin } from "../../../../lib/admin";
import { createClient } from "../../../../lib/server";

type Context = { params: Promise<{ id: string }> };

export async function DELETE(_request: Request, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { error } = await admin.from("documents").delete().eq("id", id).eq("owner_id", user.id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

// Row security decides.
export async function GET(_request: Request, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data, error } = await supabase.from("documents").select("title").eq("id", id).maybeSingle();
  return Response.json(data, { status: error ? 500 : 200 });
}

// Read first, then compared.
export async function PATCH(request: Request, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data: found } = await admin.from("documents").select("owner_id").eq("id", id).maybeSingle();
  if (found?.owner_id !== user.id) return Response.json({ error: "Not found" }, { status: 404 });
  const { title } = await request.json();
  const { error } = await admin.from("documents").update({ title: String(title).slice(0, 80) }).eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
