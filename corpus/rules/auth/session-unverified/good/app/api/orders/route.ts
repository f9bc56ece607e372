import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data: { session } } = await supabase.auth.getSession();
  const level = session ? JSON.parse(atob(session.access_token.split(".")[1] ?? "")).aal : null;
  const { data, error } = await admin.from("orders").select("id").eq("user_id", user.id).limit(20);
  return Response.json(error ? [] : { data, level });
}
