import { supabase } from "./supabase";

export default function App() {
  const load = async () => {
    const { data, error } = await supabase.from("weighings").select("kilos, scales(name)").limit(20);
    if (error) throw error;
    return data;
  };
  return <button onClick={load}>Weighings</button>;
}
