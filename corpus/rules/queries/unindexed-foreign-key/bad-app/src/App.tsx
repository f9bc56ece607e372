import { supabase } from "./supabase";

export default function App({ boat, day }: { boat: string; day: string }) {
  const sink = async () => {
    const { error } = await supabase.from("boats").delete().eq("id", boat);
    if (error) throw error;
  };
  const tidy = async () => {
    const { error } = await supabase.from("trips").delete().lt("ended_on", day);
    if (error) throw error;
  };
  const note = async () => {
    const { error } = await supabase.from("stops").insert({ trip_id: boat });
    if (error) throw error;
    const { error: refused } = await supabase.from("log_entries").insert({ boat_id: boat });
    if (refused) throw refused;
  };
  return <button onClick={() => sink().then(tidy).then(note)}>Go</button>;
}
