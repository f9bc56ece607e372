import { supabase } from "./supabase";

export default function App({ id, more }: { id: string; more: Record<string, string> }) {
  const go = async () => {
    await supabase.functions.invoke("book-berth", { body: { berthId: id } });
    await supabase.functions.invoke("book-berth", { body: { ...more } });
    const booking: Record<string, string> = { note: "late" };
    booking.berthId = id;
    await supabase.functions.invoke("book-berth", { body: booking });
    await supabase.functions.invoke("tide-table", { body: { action: "drop", id } });
    await supabase.functions.invoke("tide-table", { body: { action: more.action } });
    await supabase.functions.invoke("moor-boat", { body: { quay: id } });
    await supabase.functions.invoke("pay-mooring", { body: { mooringId: id } });
    await supabase.functions.invoke("find-berth", { body: { berth: id } });
    await supabase.functions.invoke("book-berth", { body: {} });
    await supabase.functions.invoke("read-log", { method: "GET" });
    for (const name of ["book-berth"]) await supabase.functions.invoke(name, { body: { probe: true } });
    await supabase.functions.invoke("light-lamp", { body: { id } });
    return supabase.functions.invoke("ring-bell", { body: { id } });
  };
  return <button onClick={go}>Go</button>;
}
