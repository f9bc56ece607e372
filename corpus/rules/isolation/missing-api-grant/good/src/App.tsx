import { supabase } from "./client";

export async function notes() {
  const { data, error } = await supabase.from("notes").select("id").limit(20);
  if (error) throw error;
  return data;
}
