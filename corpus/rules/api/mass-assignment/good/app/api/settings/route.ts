import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// A value of one column may be anything.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const preferences = await request.json();
  const { error } = await admin.from("settings").upsert({ user_id: user.id, preferences });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
