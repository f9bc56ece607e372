import { supabase } from "./supabase";

export default function App({ id, total }: { id: string; total: number }) {
  const go = async () => {
    const { error } = await supabase.from("orders").update({ status: "refunded", total }).eq("id", id); // expect: auth/client-database-write
    if (error) throw error;
  };
  return <button onClick={go}>Refund</button>;
}
