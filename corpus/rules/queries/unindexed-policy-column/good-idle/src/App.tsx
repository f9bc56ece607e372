import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("boats").select("id").limit(20);
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
