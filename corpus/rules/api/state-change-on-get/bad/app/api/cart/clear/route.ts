import { createClient } from "../../../../lib/server";

export async function GET() { // expect: api/state-change-on-get
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { error } = await supabase.from("carts").delete().eq("user_id", user.id);
  return Response.json({ ok: !error });
}
