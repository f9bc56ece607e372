import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("boats").select("id").limit(20);
    if (error) throw error;
    // Read, and never filled.
    const { error: refused } = await supabase.from("tow_calls").select("id").limit(20);
    if (refused) throw refused;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
