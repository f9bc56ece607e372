import { supabase } from "./supabase";

export default function App({ id, invoice }: { id: string; invoice: string }) {
  const bonus = async () => {
    const { error } = await supabase.rpc("claim_daily_bonus");
    if (error) window.alert("No bonus");
  };
  const rename = async () => {
    const { error } = await supabase.from("profiles").update({ name: "Ada" }).eq("id", id);
    if (error) window.alert("Not saved");
  };
  // An admin's screen under an admin's policy.
  const settle = async () => {
    const { error } = await supabase.from("invoices").update({ status: "paid" }).eq("id", invoice);
    if (error) window.alert("Not saved");
  };
  // The work is done, says the page; the table knows no such state, and refuses it.
  const finish = async () => {
    const { error } = await supabase.from("orders").update({ status: "completed" }).eq("id", id);
    if (error) window.alert("Not saved");
  };
  return <button onClick={() => bonus().then(rename).then(settle).then(finish)}>Bonus</button>;
}
