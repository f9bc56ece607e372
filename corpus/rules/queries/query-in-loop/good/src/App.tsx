import { supabase } from "./supabase";

export default function App({ orders }: { orders: { id: string; shop_id: string }[] }) {
  const go = async () => {
    const { error } = await supabase.from("orders").update({ seen: true }).in("id", orders.map((order) => order.id));
    if (error) throw error;
    const { error: inserted } = await supabase.from("log").insert(orders.map((order) => ({ order_id: order.id })));
    if (inserted) throw inserted;
    for (const name of ["a", "b"]) {
      const { error: failed } = await supabase.from("tags").insert({ name });
      if (failed) throw failed;
    }
    const all: unknown[] = [];
    for (let from = 0; ; from += 500) {
      const { data, error: failed } = await supabase.from("orders").select("id").order("id").range(from, from + 499);
      if (failed) throw failed;
      all.push(...data);
      if (data.length < 500) return all;
    }
  };
  return <button onClick={go}>Go</button>;
}
