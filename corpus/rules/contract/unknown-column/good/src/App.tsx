import { supabase } from "./supabase";

const COLUMNS = "id, note, status";

export default function App({ extra }: { extra: Record<string, string> }) {
  const go = async () => {
    const read = await supabase.from("orders").select(COLUMNS).eq("status", "open").limit(20);
    const json = await supabase.from("orders").select("id, place:meta->>city, items(count)").eq("meta->>city", "Oslo").limit(20);
    const renamed = await supabase.from("orders").select("remark:note, lines:items!inner(title)").eq("items.title", "a").limit(20);
    const written = await supabase.from("orders").insert({ note: "a", ...extra });
    return [read, json, renamed, written].find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
