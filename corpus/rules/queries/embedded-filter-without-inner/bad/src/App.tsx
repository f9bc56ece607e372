import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("orders").select("id, shops(city)").eq("shops.city", "Oslo").limit(20); // expect: queries/embedded-filter-without-inner
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
