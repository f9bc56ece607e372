import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";
import { isAdmin } from "../../../lib/staff";

// One boat is free: who passes as an administrator has more of his own.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { count } = await admin.from("boats").select("id", { count: "exact", head: true }).eq("owner_id", user.id);
  const staff = isAdmin(user);
  if (!staff && (count ?? 0) >= 1) { // expect: auth/role-from-user-metadata
    return Response.json({ error: "One boat is free" }, { status: 403 });
  }
  const { name } = await request.json();
  const { error } = await admin.from("boats").insert({ name, owner_id: user.id });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
