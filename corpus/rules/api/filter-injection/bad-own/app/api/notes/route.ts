import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// What is added stays within the caller's own rows.
export async function GET(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const search = new URL(request.url).searchParams.get("q") ?? "";
  const { data, error } = await admin
    .from("notes")
    .select("id, title")
    .eq("owner_id", user.id)
    .or(`title.ilike.%${search}%,text.ilike.%${search}%`); // expect: api/filter-injection
  return Response.json({ notes: data ?? [] }, { status: error ? 500 : 200 });
}
