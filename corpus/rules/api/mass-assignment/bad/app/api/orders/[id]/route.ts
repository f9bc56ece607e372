import { admin } from "../../../../lib/admin";
import { createClient } from "../../../../lib/server";

type Context = { params: Promise<{ id: string }> };

export async function PATCH(request: Request, { params }: Context) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const updates = await request.json();
  const { error } = await admin.from("orders").update(updates).eq("id", id).eq("owner_id", user.id); // expect: api/mass-assignment
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const body = await request.json();
  const { error } = await admin.from("orders").insert({ ...body, owner_id: user.id }); // expect: api/mass-assignment
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
