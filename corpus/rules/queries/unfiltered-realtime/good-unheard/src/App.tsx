import { useEffect } from "react";
import { supabase } from "./supabase";

// Nothing publishes the offers, so that no page hears of them.
export default function App() {
  useEffect(() => {
    const channel = supabase
      .channel("offers")
      .on("postgres_changes", { event: "*", schema: "public", table: "offers" }, console.log)
      .subscribe();
    return () => void supabase.removeChannel(channel);
  }, []);
  return <p>Offers</p>;
}
