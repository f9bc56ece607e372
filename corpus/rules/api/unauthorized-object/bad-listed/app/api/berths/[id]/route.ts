import { createClient } from "../../../../lib/server";
import { allBerths, clubOf, renameBerth } from "../../../../lib/store";

export async function PATCH(request: Request, { params }: { params: { id: string } }) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = params;
  const { label } = await request.json();
  const club = await clubOf(user.id);
  if (!club) return Response.json({ error: "Not found" }, { status: 404 });
  // That there is such a berth says nothing of whose it is.
  const berths = await allBerths();
  const berth = berths.find((b) => b.id === id);
  if (!berth) return Response.json({ error: "Not found" }, { status: 404 });
  return Response.json({ ok: await renameBerth(id, label) });
}
