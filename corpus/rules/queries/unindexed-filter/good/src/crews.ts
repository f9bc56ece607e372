import { supabase } from "./supabase";

// One of three: an index on it would not be taken.
export async function sailors() {
  const { data, error } = await supabase.from("crews").select("id, name").eq("duty", "sailor");
  if (error) throw error;
  return data;
}
