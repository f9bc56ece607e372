import { createClient } from "../../../lib/server";

export async function GET() {
  const supabase = await createClient();
  const { data, error } = await supabase.from("carts").select("id").limit(20);
  return Response.json(error ? [] : data);
}

export async function DELETE() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { error } = await supabase.from("carts").delete().eq("user_id", user.id);
  return Response.json({ ok: !error });
}
