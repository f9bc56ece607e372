import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { data, error } = await supabase.from("orders").select("id, shops(city)").eq("shops.city", "Oslo").limit(20); // expect: queries/embedded-filter-without-inner
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}

export const load = async (id: string) => {
  const { data, error } = await supabase.from("orders").select("id, crews(user_id)").eq("crews.user_id", id).limit(20); // expect: queries/embedded-filter-without-inner
  if (error) throw error;
  let rows = data || [];
  rows = rows.filter((row) => row.crews.length > 0);
  return rows;
};
