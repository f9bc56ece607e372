import { supabase } from "./supabase";

// What waits is taken out of its state one by one, and what is cut off comes with the next turn.
export async function tell() {
  const { data, error } = await supabase.from("wins").select("id").eq("sent", false);
  if (error) throw error;
  for (const win of data) {
    const { error: unmarked } = await supabase.from("wins").update({ sent: true }).eq("id", win.id);
    if (unmarked) throw unmarked;
  }
}

// One picture for each ship of a page.
export async function covers(from: number) {
  const { data: page, error } = await supabase.from("ships").select("id").range(from, from + 19);
  if (error) throw error;
  const ids = page.map((ship) => ship.id);
  const { data, error: failed } = await supabase.from("photos").select("url").in("ship_id", ids).eq("is_cover", true);
  if (failed) throw failed;
  return data;
}
