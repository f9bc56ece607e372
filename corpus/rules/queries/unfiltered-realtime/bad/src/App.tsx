import { useEffect } from "react";
import { supabase } from "./supabase";

export default function App() {
  useEffect(() => {
    const channel = supabase
      .channel("messages")
      .on("postgres_changes", { event: "*", schema: "public", table: "messages" }, console.log) // expect: queries/unfiltered-realtime
      .subscribe();
    return () => void supabase.removeChannel(channel);
  }, []);
  return <p>Chat</p>;
}
