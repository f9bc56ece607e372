import { supabase } from "./supabase";

export default function App() {
  const load = async () => {
    const { data, error } = await supabase.rpc("month", { p_mill: "a" });
    if (error) throw error;
    const { data: crop, error: lost } = await supabase.rpc("yield");
    if (lost) throw lost;
    const { data: work, error: failed } = await supabase.from("work").select("*").limit(50);
    if (failed) throw failed;
    return [data, crop, work];
  };
  return <button onClick={load}>Month</button>;
}
