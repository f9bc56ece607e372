import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function DELETE(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user || user.user_metadata?.role !== "admin") { // expect: auth/role-from-user-metadata
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  const { id } = await request.json();
  const { error } = await admin.from("jobs").delete().eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
