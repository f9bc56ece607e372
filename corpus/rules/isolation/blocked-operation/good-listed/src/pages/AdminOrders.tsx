import { useEffect, useState } from "react";
import { supabase } from "../lib/supabase";

export default function AdminOrders() {
  const [orders, setOrders] = useState<{ id: string; weight: number }[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const load = async () => {
      const { data, error } = await supabase.from("kelp_orders").select("id, weight").order("created_at").limit(50);
      if (error) return setFailed(true);
      setOrders(data);
    };
    load();
  }, []);
  if (failed) return <p>The orders could not be loaded</p>;
  return <ul>{orders.map((order) => <li key={order.id}>{order.weight} kg</li>)}</ul>;
}
