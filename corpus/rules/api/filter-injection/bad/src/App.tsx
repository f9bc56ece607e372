import { useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [search, setSearch] = useState("");
  const find = async () => {
    let query = supabase.from("guests").select("id, name");
    if (search) query = query.or(`name.ilike.%${search}%,city.ilike.%${search}%`); // expect: api/filter-injection
    const { data, error } = await query.limit(20);
    if (error) throw error;
    return data;
  };
  return <input value={search} onChange={(e) => setSearch(e.target.value)} onBlur={find} />;
}
