import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.rpc("award", { p_skipper: id });
    const second = await supabase.rpc("count_awards", { p_skipper: id });
    const third = await supabase.rpc("list_awards");
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
