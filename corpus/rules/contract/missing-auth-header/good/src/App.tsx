import { useState } from "react";
import { supabase } from "./supabase";

async function authorized(path: string) {
  const { data } = await supabase.auth.getSession();
  return fetch(path, { headers: { Authorization: `Bearer ${data.session?.access_token}` } });
}

export default function App({ shop }: { shop: string }) {
  const [count, setCount] = useState(0);
  const load = async () => {
    const orders = await authorized("/api/orders");
    const report = await authorized(`/api/shops/${shop}/report`);
    await fetch("/api/hours");
    if (report.ok && orders.ok) setCount((await report.json()).count);
  };
  return <button onClick={load}>{count}</button>;
}
