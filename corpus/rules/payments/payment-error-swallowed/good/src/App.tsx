import { useState } from "react";
import { supabase } from "./supabase";

export default function App() {
  const [message, setMessage] = useState("");
  const pay = async () => {
    try {
      const { data, error } = await supabase.functions.invoke("create-checkout", { body: { plan: "pro" } });
      if (error) throw error;
      window.location.href = data.url;
    } catch (error) {
      console.error("checkout", error);
      setMessage("The payment could not be started. You have not been charged.");
    }
  };
  return <button onClick={pay}>Pay {message}</button>;
}
