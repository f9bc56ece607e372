import { useEffect } from "react";
import { supabase } from "./supabase";

export default function App() {
  useEffect(() => {
    const params = new URLSearchParams(window.location.search);
    const order = params.get("order");
    if (!order || params.get("payment") !== "success") return;
    const book = async () => {
      const { error } = await supabase.from("orders").update({ status: "paid" }).eq("id", order); // expect: payments/success-page-fulfilment
      if (error) window.alert("Please contact us");
    };
    void book();
  }, []);
  return <h1>Thank you</h1>;
}
