import { useEffect, useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [count, setCount] = useState<number | string>(0);
  useEffect(() => {
    const load = async () => {
      const { data, error } = await supabase.from("orders").select("id").limit(20);
      setCount(error ? "?" : data.length);
    };
    load();
  }, []);
  return <p>{count}</p>;
}
