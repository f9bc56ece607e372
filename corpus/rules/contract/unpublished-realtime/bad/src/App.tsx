import { useEffect } from "react";
import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  useEffect(() => {
    const channel = supabase
      .channel("offers")
      .on("postgres_changes", { event: "UPDATE", schema: "public", table: "offers", filter: `id=eq.${id}` }, console.log) // expect: contract/unpublished-realtime
      .on("postgres_changes", { event: "*", schema: "public", table: "messages", filter: `id=eq.${id}` }, console.log)
      .subscribe();
    return () => void supabase.removeChannel(channel);
  }, [id]);
  return <p>Offers</p>;
}
