import { supabase } from "./supabase";

export default function App({ q }: { q: string }) {
  const go = async () => {
    const { data, error } = await supabase.from("guests").select("id").ilike("name", `%${q}%`).limit(20); // expect: queries/leading-wildcard
    if (error) throw error;
    return data;
  };
  return <button onClick={go}>Go</button>;
}
