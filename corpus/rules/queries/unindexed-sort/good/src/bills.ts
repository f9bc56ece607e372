import { supabase } from "./supabase";

// The filter has no index: the one that it needs gives the order, too.
export async function bills(room: string) {
  const { data, error } = await supabase.from("bills").select("id").eq("room_id", room).order("due_on").limit(20);
  if (error) throw error;
  return data;
}

// Nothing makes such rows: there are none to sort.
export async function lanterns() {
  const { data, error } = await supabase.from("lanterns").select("id").order("lit_at").limit(20);
  if (error) throw error;
  return data;
}
