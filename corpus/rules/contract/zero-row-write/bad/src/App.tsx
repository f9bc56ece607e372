import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const { error } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", id); // expect: contract/zero-row-write
    if (error) throw error;
  };
  return <button onClick={go}>Go</button>;
}
