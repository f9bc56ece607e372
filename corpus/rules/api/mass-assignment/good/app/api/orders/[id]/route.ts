import { z } from "zod";
import { admin } from "../../../../lib/admin";
import { createClient } from "../../../../lib/server";

const Body = z.object({ note: z.string().max(200) });

export async function PATCH(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const updates = Body.parse(await request.json());
  const { error } = await admin.from("orders").update(updates).eq("id", id).eq("owner_id", user.id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
