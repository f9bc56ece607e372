import { createClient } from "@supabase/supabase-js";
import { supabase } from "./supabase";

const harbour = createClient(import.meta.env.VITE_HARBOUR_SUPABASE_URL, import.meta.env.VITE_HARBOUR_KEY);

export default function App({ id, kind }: { id: string; kind: string }) {
  const go = async () => {
    await supabase.functions.invoke("book-seat", { body: { id } });
    await supabase.functions.invoke("tell-crew/now", { body: { id } });
    await supabase.functions.invoke(`list-${kind}`, { body: { id } });
    await fetch(`${import.meta.env.VITE_SUPABASE_URL}/functions/v1/cancel-seat?soft=1`, { method: "POST" });
    await harbour.functions.invoke("berths", { body: { id } });
    await fetch("https://harbourmaster.supabase.co/functions/v1/tides", { method: "POST" });
    return fetch(`${import.meta.env.VITE_HARBOUR_SUPABASE_URL}/functions/v1/pilots`, { method: "POST" });
  };
  return <button onClick={go}>Go</button>;
}
