import { supabase } from "./supabase";

export default function App({ id, bill }: { id: string; bill: string }) {
  const match = async () => {
    const { error } = await supabase.from("bank_transactions").update({ status: "matched", bill_id: bill }).eq("id", id); // expect: auth/client-database-write
    if (error) throw error;
    const { error: sent } = await supabase.from("invoices").update({ status: "sent" }).eq("id", bill); // expect: auth/client-database-write
    if (sent) throw sent;
  };
  return <button onClick={match}>Match</button>;
}
