import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// Whoever sets it off changes nothing that was right.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { plan_id } = await request.json();
  const rows = await admin.from("seats").select("id").eq("plan_id", plan_id);
  const seats = rows.data?.length ?? 0;
  const { error } = await admin.from("plans").update({ seats, price: seats * 12 }).eq("id", plan_id); // expect: api/unauthorized-object
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
