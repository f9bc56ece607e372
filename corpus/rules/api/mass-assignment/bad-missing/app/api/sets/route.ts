import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// No SQL makes the table: today nothing is written.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const body = await request.json();
  const { error } = await admin.from("bookmark_sets").insert({ ...body, owner_id: user.id }); // expect: api/mass-assignment
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
