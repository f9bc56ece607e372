import { supabase } from "./supabase";

// Whoever cannot be looked up is refused.
export async function isTeamAdmin(team: string, user: string) {
  const { data, error } = await supabase.from("team_members").select("role").eq("team_id", team).eq("user_id", user).single();
  if (error || !data) {
    return false;
  }
  return data.role === "admin";
}
