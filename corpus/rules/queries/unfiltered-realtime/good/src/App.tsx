import { useEffect } from "react";
import { supabase } from "./supabase";

export default function App({ room }: { room: string }) {
  useEffect(() => {
    const channel = supabase
      .channel(`messages:${room}`)
      .on("postgres_changes", { event: "INSERT", schema: "public", table: "messages", filter: `room_id=eq.${room}` }, console.log)
      // The API cannot filter a delete.
      .on("postgres_changes", { event: "DELETE", schema: "public", table: "messages" }, console.log)
      .on("presence", { event: "sync" }, console.log)
      .subscribe();
    return () => void supabase.removeChannel(channel);
  }, [room]);
  return <p>Chat</p>;
}
