import { supabase } from "./client";

export async function staff(email: string) {
  const { data, error } = await supabase.from("staff").select("id, password_changed_at").eq("email", email).single();
  if (error) throw error;
  return data;
}
