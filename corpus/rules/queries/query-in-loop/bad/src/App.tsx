import { supabase } from "./supabase";

async function cityName(id: string) {
  const { data, error } = await supabase.from("cities").select("name").eq("id", id).single();
  if (error) throw error;
  return data.name;
}

export default function App({ orders }: { orders: { id: string; shop_id: string }[] }) {
  const go = async () => {
    for (const order of orders) {
      const { error } = await supabase.from("orders").update({ seen: true }).eq("id", order.id); // expect: queries/query-in-loop
      if (error) throw error;
    }
    await Promise.all(
      orders.map(async (order) => {
        const { error } = await supabase.from("shops").select("name").eq("id", order.shop_id).single(); // expect: queries/query-in-loop
        if (error) throw error;
      }),
    );
    const names: string[] = [];
    for (const order of orders) {
      names.push(await cityName(order.shop_id)); // expect: queries/query-in-loop
    }
    return names;
  };
  return <button onClick={go}>Go</button>;
}
