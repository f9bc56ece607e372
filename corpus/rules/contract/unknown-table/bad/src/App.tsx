import { supabase } from "./supabase";

export default function App() {
  const load = async () => {
    const { data, error } = await supabase.from("promo_codes").select("code").limit(20); // expect: contract/unknown-table
    if (error) throw error;
    return data;
  };
  return <button onClick={load}>Codes</button>;
}
