import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { data, error } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id).select("id");
    if (error) throw error;
    if (data.length === 0) throw new Error("no order was changed");
    const { error: single } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id).select("id").single();
    if (single) throw single;
    const { error: read } = await supabase.from("notifications").update({ is_read: true }).eq("id", id);
    if (read) throw read;
  };
  return <button onClick={go}>Go</button>;
}
