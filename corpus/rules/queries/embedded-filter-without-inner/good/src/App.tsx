import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const first = await supabase.from("orders").select("id, shops!inner(city)").eq("shops.city", "Oslo").limit(20);
    const second = await supabase.from("orders").select("id, place:shops!inner(city)").eq("place.city", "Oslo").limit(20);
    const third = await supabase.from("orders").select("id").eq("meta->>city", "Oslo").limit(20);
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
