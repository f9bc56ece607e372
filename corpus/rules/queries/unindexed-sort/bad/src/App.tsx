import { findings } from "./admin/findings";
import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("posts").select("id").order("created_at", { ascending: false }).limit(20); // expect: queries/unindexed-sort
    if (error) throw error;
    // A row for each run: there are never many.
    const { data: runs, error: refused } = await supabase.from("payout_batches").select("id").order("made_at", { ascending: false }).limit(10); // expect: queries/unindexed-sort
    if (refused) throw refused;
    return [data, runs, await findings()];
  };
  return <button onClick={go}>Go</button>;
}
