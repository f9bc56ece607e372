import { createClient } from "../../../../lib/server";
import { berthsOf, clubOf, renameBerth } from "../../../../lib/store";

export async function PATCH(request: Request, { params }: { params: { id: string } }) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = params;
  const { label } = await request.json();
  const club = await clubOf(user.id);
  if (!club) return Response.json({ error: "Not found" }, { status: 404 });
  // One of the club's own, or none.
  const berths = await berthsOf(club.id);
  const berth = berths.find((b) => b.id === id);
  if (!berth) return Response.json({ error: "Not found" }, { status: 404 });
  return Response.json({ ok: await renameBerth(id, label) });
}
