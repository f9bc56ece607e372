import { useEffect, useState } from "react";
import { supabase } from "@/integrations/supabase/client";

export interface Message {
  id: string;
  sender_id: string;
  body: string;
  created_at: string;
}

export function useMessages(bookingId: string) {
  const [messages, setMessages] = useState<Message[]>([]);

  useEffect(() => {
    const load = async () => {
      try {
        // expect: queries/unindexed-filter
        const { data, error } = await supabase
          .from("messages")
          .select("id, sender_id, body, created_at")
          .eq("booking_id", bookingId)
          .order("created_at");
        if (error) throw error;
        setMessages(data ?? []);
        // expect: errors/empty-catch
      } catch {}
    };
    load();

    const channel = supabase
      .channel("messages")
      // expect: queries/unfiltered-realtime
      .on("postgres_changes", { event: "INSERT", schema: "public", table: "messages" }, (payload) => {
        const message = payload.new as Message & { booking_id: string };
        if (message.booking_id === bookingId) setMessages((before) => [...before, message]);
      })
      .subscribe();
    return () => {
      supabase.removeChannel(channel);
    };
  }, [bookingId]);

  const send = async (senderId: string, body: string) => {
    // Builders have no .catch: this throws before anything is sent.
    // expect: contract/request-never-sent
    await (supabase.from("messages").insert({ booking_id: bookingId, sender_id: senderId, body }) as any).catch(() => {});
  };

  return { messages, send };
}
