import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const first = await supabase.from("orders").select("id, shops!inner(city)").eq("shops.city", "Oslo").limit(20);
    const second = await supabase.from("orders").select("id, place:shops!inner(city)").eq("place.city", "Oslo").limit(20);
    const third = await supabase.from("orders").select("id").eq("meta->>city", "Oslo").limit(20);
    return first.error ?? second.error ?? third.error;
  };
  // The condition belongs to the query of its own arm, which asks for a count.
  const list = async (mine: boolean, city: string) => {
    let query;
    if (mine) {
      query = supabase.from("orders").select("id, shops(city)").eq("shop_id", city).limit(20);
    } else {
      query = supabase.from("orders").select("id, shops!inner(city)").limit(20);
      if (city) query = query.eq("shops.city", city);
    }
    const { data, error } = await query;
    return error ?? data;
  };
  return <button onClick={() => go().then(() => list(true, "Oslo"))}>Go</button>;
}
