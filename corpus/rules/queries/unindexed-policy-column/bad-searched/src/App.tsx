import { supabase } from "./supabase";

export default function App({ me, id }: { me: string; id: string }) {
  const go = async () => {
    const { error: lost } = await supabase.from("hails").insert({ caller_id: me, crew_id: id, state: "ringing" });
    if (lost) throw lost;
    const { data, error } = await supabase.from("hails").select("id").limit(50);
    if (error) throw error;
    const { error: refused } = await supabase.from("hails").update({ state: "ended" }).eq("id", id);
    if (refused) throw refused;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
