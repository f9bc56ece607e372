import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// One test is missing for the row that is read and the row that is written; no value is the caller's.
export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { id } = await request.json();
  const { data: site } = await admin.from("sites").select("pictures, address").eq("id", id).single();
  const found = await fetch(`https://places.example.com/${site.address}`).then((answer) => answer.json());
  const updates: Record<string, unknown> = {};
  updates.pictures = [...site.pictures, ...found.pictures];
  const { error } = await admin.from("sites").update(updates).eq("id", id); // expect: api/unauthorized-object
  return Response.json({ updates }, { status: error ? 500 : 200 });
}
