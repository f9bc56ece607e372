import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// One row of texts: whoever may change it may change all of it.
export async function PUT(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const texts = await request.json();
  const { error } = await admin.from("landing_texts").update(texts).eq("id", "main"); // expect: api/mass-assignment
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
