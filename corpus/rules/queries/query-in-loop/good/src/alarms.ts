import { supabase } from "./supabase";

type Boat = { id: string };

// One, and up to three: the list never grows with the harbour.
export async function raise(boats: Boat[], tide: Boat | null) {
  const alarms: Boat[] = [];
  if (tide) alarms.push(tide);
  for (const boat of boats.slice(0, 3)) alarms.push(boat);
  for (const alarm of alarms) {
    const { data, error } = await supabase.from("watches").select("id").eq("boat_id", alarm.id).single();
    if (error) throw error;
    const { error: unsaved } = await supabase.from("alarms").insert({ watch_id: data.id });
    if (unsaved) throw unsaved;
  }
}
