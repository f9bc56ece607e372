import { supabase } from "./supabase";
import { Givers } from "./Givers";

export default function App({ q }: { q: string }) {
  const go = async () => {
    const first = await supabase.from("guests").select("id").ilike("name", `%${q}%`).limit(20);
    const second = await supabase.from("guests").select("id").like("code", `${q}%`).limit(20);
    return first.error ?? second.error;
  };
  return <button onClick={go}><Givers club="harbour" q={q} /></button>;
}
