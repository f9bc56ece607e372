import "server-only";
import { redirect } from "next/navigation";
import { createClient } from "@/lib/supabase/server";

export async function requireUser() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) redirect("/login");
  return { supabase, user };
}

export async function requireMember(orgId: string) {
  const { supabase, user } = await requireUser();
  // Fails closed: no row and no answer are both "no".
  // fine: errors/ignored-read-error
  const { data: member } = await supabase
    .from("members")
    .select("role")
    .eq("org_id", orgId)
    .eq("user_id", user.id)
    .maybeSingle();
  if (!member) throw new Error("Not a member of this organisation");
  return { supabase, user, role: member.role as "owner" | "member" };
}
