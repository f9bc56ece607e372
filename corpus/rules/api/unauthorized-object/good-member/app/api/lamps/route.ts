import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// Whoever is in the list of admins may do it.
export async function PATCH(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data: row } = await admin.from("admin_users").select("id").eq("user_id", user.id).maybeSingle();
  if (!row) return Response.json({ error: "Forbidden" }, { status: 403 });
  const { id, watts } = await request.json();
  const { error } = await admin.from("lamps").update({ watts }).eq("id", id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
