import { useEffect, useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [status, setStatus] = useState("open");
  useEffect(() => {
    const order = new URLSearchParams(window.location.search).get("order");
    if (!order) return;
    const look = async () => {
      const { data, error } = await supabase.from("orders").select("status").eq("id", order).single();
      if (!error) setStatus(data.status);
    };
    void look();
  }, []);
  return <h1>{status === "paid" ? "Thank you" : "We are waiting for your payment"}</h1>;
}
