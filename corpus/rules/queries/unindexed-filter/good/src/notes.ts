import { supabase } from "./supabase";

// Which column narrows the search is for the caller to say: what stands beside it is no search by itself.
export async function notes(who: { kind: string; id: string }) {
  const column = who.kind === "crew" ? "crew_id" : "ship_id";
  const { data, error } = await supabase.from("notes").select("id").eq(column, who.id).eq("shown_to", "all").limit(50);
  if (error) throw error;
  return data;
}
