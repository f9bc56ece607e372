import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.rpc("increment", { row_id: id }); // expect: contract/unknown-function
    const second = await supabase.rpc("seen", { post_id: id }); // expect: contract/unknown-function
    const { error } = await supabase.rpc("add_view", { post_id: id }); // expect: contract/unknown-function
    if (error) {
      const { data } = await supabase.from("posts").select("views").eq("id", id).single();
      const { error: late } = await supabase.from("posts").update({ views: (data?.views ?? 0) + 1 }).eq("id", id);
      return late;
    }
    const { error: third } = await supabase.rpc("note_view", { post_id: id }); // expect: contract/unknown-function
    if (third) {
      await supabase.from("error_logs").insert({ what: "note_view" });
    }
    const { data: found, error: fourth } = await supabase.rpc("search_posts", { words: id }); // expect: contract/unknown-function
    if (fourth) console.error(fourth);
    else if (found?.length) return found;
    const { data: scanned } = await supabase.from("posts").select("id").gt("views", 3).limit(20);
    const unread = await supabase.rpc("count_unread", { whose: id }); // expect: contract/unknown-function
    if (unread.error) throw unread.error;
    return first.error ?? second.error ?? scanned;
  };
  return <button onClick={go}>Go</button>;
}
