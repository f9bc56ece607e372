import { supabase } from "./supabase";

export async function courses(from: number) {
  const { data, error } = await supabase.from("knot_courses").select("id, name").eq("is_live", true).order("name").range(from, from + 9);
  if (error) throw error;
  return data;
}
