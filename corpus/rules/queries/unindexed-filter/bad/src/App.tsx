import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.from("orders").select("id").eq("customer_id", id).limit(20); // expect: queries/unindexed-filter
    let query = supabase.from("orders").select("id"); // expect: queries/unindexed-filter
    query = query.eq("email", id);
    const second = await query.limit(20);
    return first.error ?? second.error;
  };
  return <button onClick={go}>Go</button>;
}
