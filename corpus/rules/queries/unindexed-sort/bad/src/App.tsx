import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("posts").select("id").order("created_at", { ascending: false }).limit(20); // expect: queries/unindexed-sort
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
