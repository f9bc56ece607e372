import { supabase } from "./supabase";

export default function App({ id, credits, order }: { id: string; credits: number; order: string }) {
  const bonus = async () => {
    const { error } = await supabase.from("profiles").update({ credits: credits + 10 }).eq("id", id); // expect: payments/client-written-balance
    if (error) window.alert("No bonus");
  };
  const paid = async () => {
    const { error } = await supabase.from("orders").update({ payment_status: "paid" }).eq("id", order); // expect: payments/client-written-balance
    if (error) window.alert("Please contact us");
  };
  const play = async () => {
    const { error } = await supabase.from("players").update({ points_balance: credits + 10 }).eq("id", id); // expect: payments/client-written-balance
    if (error) window.alert("No points");
  };
  return <button onClick={() => bonus().then(paid).then(play)}>Bonus</button>;
}
