import { supabase } from "../supabase";

// One list of those who run the harbour.
export async function findings() {
  const { data, error } = await supabase.from("safety_findings").select("id").order("found_at", { ascending: false }).limit(20); // expect: queries/unindexed-sort
  if (error) throw error;
  return data;
}
