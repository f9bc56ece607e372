import { admin } from "./admin";
import { createClient } from "./server";

export async function requireAdmin() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) throw new Response("Unauthorized", { status: 401 });
  const { data: member } = await admin.from("users").select("id, role").eq("id", user.id).single();
  if (member?.role !== "admin") throw new Response("Forbidden", { status: 403 });
  return member;
}
