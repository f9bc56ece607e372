import { supabase } from "./supabase";

export default function App({ status }: { status?: string }) {
  const revenue = async () => {
    const { data, error } = await supabase.from("orders").select("total"); // expect: queries/unbounded-read
    if (error) throw error;
    return data.reduce((sum, row) => sum + row.total, 0);
  };
  const list = async () => {
    let query = supabase.from("visits").select("id").order("id"); // expect: queries/unbounded-read
    if (status) query = query.eq("status", status);
    const { data, error } = await query;
    if (error) throw error;
    return data;
  };
  return <button onClick={() => revenue().then(list)}>Go</button>;
}
