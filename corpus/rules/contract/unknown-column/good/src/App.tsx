import { supabase } from "./supabase";

const COLUMNS = "id, note, status";

function entered(form: FormData) {
  if (!form.get("note")) return { error: "no note" };
  return { note: String(form.get("note")) };
}

export default function App({ extra, form }: { extra: Record<string, string>; form: FormData }) {
  const go = async () => {
    const read = await supabase.from("orders").select(COLUMNS).eq("status", "open").limit(20);
    const json = await supabase.from("orders").select("id, place:meta->>city, items(count)").eq("meta->>city", "Oslo").limit(20);
    const renamed = await supabase.from("orders").select("remark:note, lines:items!inner(title)").eq("items.title", "a").limit(20);
    const written = await supabase.from("orders").insert({ note: "a", ...extra });
    const order = entered(form);
    if ("error" in order) return order;
    const entry = await supabase.from("orders").insert(order);
    const full = await supabase.from("orders").select("id, first:items(id, title)").not("first", "is", null).limit(20);
    if (full.error) return full.error;
    return [read, json, renamed, written, entry].find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
