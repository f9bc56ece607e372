import { admin } from "../../../../lib/admin";
import { createClient } from "../../../../lib/server";

export async function DELETE(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { error } = await admin.from("documents").delete().eq("id", id); // expect: api/unauthorized-object
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
