import { admin } from "./admin";
import { createClient } from "./server";

export async function requireRole(roles: string[]) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) throw new Response("Unauthorized", { status: 401 });
  const { data: profile } = await admin.from("profiles").select("id, role, company_id").eq("id", user.id).single();
  if (!profile || !roles.includes(profile.role)) throw new Response("Forbidden", { status: 403 });
  return profile;
}

export async function requireStaff() {
  const profile = await requireRole(["super_admin"]);
  if (profile.role !== "super_admin") throw new Response("Forbidden", { status: 403 });
  return profile;
}
