import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

// The role is looked up and written down, and never asked for.
export async function PATCH(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { data: profile } = await admin.from("profiles").select("role").eq("id", user.id).single();
  console.info("lamp", { by: user.id, role: profile?.role });
  const { id, watts } = await request.json();
  const { error } = await admin.from("lamps").update({ watts }).eq("id", id); // expect: api/unauthorized-object
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
