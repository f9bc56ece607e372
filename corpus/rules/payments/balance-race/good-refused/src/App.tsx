import { supabase } from "./supabase";

// Row security lets nobody but the owner write a purse: this pays nobody, and races with nobody.
export default function App({ other, pay }: { other: string; pay: number }) {
  const send = async () => {
    const { data: purse, error } = await supabase.from("purses").select("credit").eq("owner", other).single();
    if (error) throw error;
    const { error: failed } = await supabase.from("purses").update({ credit: purse.credit + pay }).eq("owner", other);
    if (failed) throw failed;
  };
  return <button onClick={send}>Send</button>;
}
