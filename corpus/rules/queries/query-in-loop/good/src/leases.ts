import { supabase } from "./supabase";

// One crew has one berth at a time.
export async function giveBack(crew: string) {
  const { data, error } = await supabase.from("berths").select("id").eq("crew_id", crew).eq("status", "active");
  if (error) throw error;
  for (const berth of data) {
    const { error: failed } = await supabase.from("berths").update({ status: "free" }).eq("id", berth.id);
    if (failed) throw failed;
  }
}
