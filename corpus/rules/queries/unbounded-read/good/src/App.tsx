import { supabase } from "./supabase";

export default function App({ page, status, id }: { page: number; status?: string; id: string }) {
  const list = async () => {
    let query = supabase.from("orders").select("id").order("id");
    if (status) query = query.eq("status", status);
    query = query.range(page * 20, page * 20 + 19);
    const { data, error } = await query;
    if (error) throw error;
    return data;
  };
  const more = async () => {
    const one = await supabase.from("orders").select("id").eq("id", id);
    const unique = await supabase.from("orders").select("id").eq("number", "A1");
    const count = await supabase.from("orders").select("id", { count: "exact", head: true });
    const few = await supabase.from("orders").select("id").in("id", [id, "other"]);
    const first = await supabase.from("orders").select("id").limit(1).maybeSingle();
    return [one, unique, count, few, first].find((answer) => answer.error);
  };
  return <button onClick={() => list().then(more)}>Go</button>;
}
