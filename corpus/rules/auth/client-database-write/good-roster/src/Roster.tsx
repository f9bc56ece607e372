import { supabase } from "./client";

export function Roster({ boatId }: { boatId: string }) {
  // Who rows along is a list, and opens nothing.
  const add = async (name: string) => {
    const { error } = await supabase.from("team_members").insert({ boat_id: boatId, name });
    if (error) throw error;
  };
  return <input onChange={(e) => add(e.target.value)} />;
}
