import { supabase } from "./supabase";

// Its rows come with a migration, and nothing else writes any.
export async function rulesFor(event: string) {
  const { data, error } = await supabase.from("rule_map").select("rule").eq("event_key", event).limit(50);
  if (error) throw error;
  return data;
}
