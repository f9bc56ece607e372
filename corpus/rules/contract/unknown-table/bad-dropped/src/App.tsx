import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { data: boats, error: unseen } = await supabase.from("boats").select("id, name").eq("id", id);
    if (unseen) throw unseen;
    const { error } = await supabase.from("slips").update({ state: "closed" }).eq("id", id).select("id").single(); // expect: contract/unknown-table
    if (error) throw error;
    const { data: piers, error: late } = await supabase.from("piers").select("id, title").eq("id", id);
    if (late) throw late;
    return [boats, piers];
  };
  return <button onClick={go}>Go</button>;
}
