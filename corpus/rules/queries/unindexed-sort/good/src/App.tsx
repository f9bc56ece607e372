import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.from("posts").select("id").order("created_at", { ascending: false }).limit(20);
    const second = await supabase.from("posts").select("id").eq("author_id", id).order("created_at", { ascending: false }).limit(20);
    const third = await supabase.from("posts").select("id").order("id").limit(20);
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
