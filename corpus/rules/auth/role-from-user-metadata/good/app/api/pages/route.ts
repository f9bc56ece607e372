import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// A name is no right, and a role that is only shown opens nothing.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  if (!user.user_metadata?.full_name) return Response.json({ error: "Access denied: no name yet" }, { status: 403 });
  const { title } = await request.json();
  const { error } = await admin.from("pages").insert({ title, author_id: user.id });
  return Response.json({ ok: !error, role: user.user_metadata.role }, { status: error ? 500 : 200 });
}
