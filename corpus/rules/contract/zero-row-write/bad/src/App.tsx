import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { error } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id); // expect: contract/zero-row-write
    if (error) throw error;
    const { error: taken } = await supabase.from("seats").update({ status: "taken" }).eq("id", id).eq("status", "free"); // expect: contract/zero-row-write
    if (taken) throw taken;
    const { error: sold } = await supabase.from("tickets").insert({ seat_id: id });
    if (sold) throw sold;
  };
  return <button onClick={go}>Go</button>;
}
