import { supabase } from "./supabase";

export async function goals(skipper: string) {
  const { data, error } = await supabase.from("trip_goals").select("id").eq("skipper_id", skipper).limit(50); // expect: queries/unindexed-filter
  if (error) throw error;
  return data;
}

// Few of many rows wait.
export async function waiting() {
  const { data, error } = await supabase.from("mail_logs").select("id").eq("status", "waiting").limit(50); // expect: queries/unindexed-filter
  if (error) throw error;
  return data;
}
