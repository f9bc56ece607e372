import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";
import { isAdmin } from "../../../lib/staff";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!isAdmin(user)) return Response.json({ error: "Forbidden" }, { status: 403 }); // expect: auth/role-from-user-metadata
  const { title } = await request.json();
  const { error } = await admin.from("pages").insert({ title });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
