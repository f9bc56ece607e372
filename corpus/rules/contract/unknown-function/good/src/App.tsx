import { supabase } from "./supabase";

export default function App({ id, name }: { id: string; name: string }) {
  const go = async () => {
    const first = await supabase.rpc("seen", { post: id });
    const second = await supabase.rpc("seen", { post: id, step: 2 });
    const third = await supabase.rpc(name, { post: id });
    await supabase.from("posts").update({ seen: supabase.rpc("one_more", { post: id }) }).eq("id", id);
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
