import { supabase } from "./supabase";

export default function App({ id, status }: { id: string; status: string }) {
  const go = async () => {
    const first = await supabase.from("orders").update({ status: "cancelled" }).eq("id", id);
    const second = await supabase.from("orders").insert({ size: "medium", note: "anything" });
    const third = await supabase.from("orders").update({ status }).eq("id", id);
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
