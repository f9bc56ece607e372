import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const grant = async () => {
    const { error } = await supabase.from("skippers").update({ tokens_balance: 10000000 }).eq("id", id); // expect: payments/client-written-balance
    if (error) window.alert("No tokens");
  };
  const fill = async () => {
    const { error } = await supabase.from("wallets").update({ balance: 500 }).eq("id", id);
    if (error) window.alert("Not filled");
  };
  const save = async () => {
    const { error } = await supabase.from("purses").update({ balance: 500 }).eq("id", id);
    if (error) window.alert("Not saved");
  };
  return <button onClick={() => grant().then(fill).then(save)}>Test</button>;
}
