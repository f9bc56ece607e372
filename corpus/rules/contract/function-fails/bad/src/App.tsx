import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.rpc("award", { p_skipper: id });
    const second = await supabase.rpc("add_nights", { p_skipper: id, n: 2 });
    const third = await supabase.rpc("spend", { p_skipper: id, n: 1 });
    const fourth = await supabase.rpc("list_awards");
    const fifth = await supabase.rpc("mails", { at: "a.example" });
    const sixth = await supabase.rpc("thank", { p_skipper: id });
    const seventh = await supabase.from("awards").update({ title: "Best" }).eq("id", id);
    const eighth = await supabase.rpc("book_nights", { p_skipper: id, n: 2 });
    const ninth = await supabase.rpc("give_back", { p_skipper: id, n: 2 });
    const tenth = await supabase.rpc("take_berth", { p_skipper: id });
    const eleventh = await supabase.rpc("leave_berth", { p_skipper: id });
    const twelfth = await supabase.rpc("anchor", { p_skipper: id });
    const last = await supabase.rpc("free_berths", { p_skipper: id });
    return [tenth, eleventh, twelfth, last, eighth, ninth, seventh, first, second, third, fourth, fifth, sixth].find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
