import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function GET(request: Request) {
  const slug = new URL(request.url).searchParams.get("slug");
  const { data } = await admin.from("bulletins").select("id, title").eq("slug", slug).maybeSingle();
  return Response.json({ bulletin: data });
}

export async function DELETE() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { error } = await admin.from("bulletins").delete().eq("owner_id", user.id);
  return Response.json({ ok: !error });
}
