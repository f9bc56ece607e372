import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.rpc("award", { p_skipper: id });
    const second = await supabase.rpc("count_awards", { p_skipper: id });
    const third = await supabase.rpc("list_awards");
    const fourth = await supabase.rpc("take_quota", { p_skipper: id });
    if (fourth.error) throw fourth.error;
    const fifth = await supabase.rpc("take_berth", { p_skipper: id, p_state: "free" });
    if (fifth.error) throw fifth.error;
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
