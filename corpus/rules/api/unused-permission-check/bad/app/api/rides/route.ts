import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data } = await admin.from("crew").select("name, permissions").eq("boss_id", user.id).limit(50);
  return Response.json({ hands: data ?? [] });
}

export async function DELETE(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  const { error } = await admin.from("rides").delete().eq("id", id).eq("driver_id", user.id);
  return Response.json({ ok: !error });
}
