import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { error } = await supabase.from("notes").update({ body: "a" }).eq("id", id);
    if (error) throw error;
    const { error: failed } = await supabase.rpc("refund_order", { order_id: id });
    if (failed) throw failed;
    // What a seller asks is his to say.
    const { error: refused } = await supabase.from("trainers").update({ membership_price: 20 }).eq("id", id);
    if (refused) throw refused;
  };
  return <button onClick={go}>Refund</button>;
}
