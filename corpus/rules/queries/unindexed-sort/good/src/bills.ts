import { supabase } from "./supabase";

// The filter has no index: the one that it needs gives the order, too.
export async function bills(room: string) {
  const { data, error } = await supabase.from("bills").select("id").eq("room_id", room).order("due_on").limit(20);
  if (error) throw error;
  return data;
}
