import { supabase } from "./supabase";

export default function App({ order, me, lines }: { order: string; me: string; lines: { name: string }[] }) {
  const save = async () => {
    const { error } = await supabase.rpc("replace_order_lines", { p_order: order, p_lines: lines });
    if (error) throw error;
    const { error: gone } = await supabase.from("likes").delete().eq("order_id", order).eq("user_id", me);
    if (gone) throw gone;
    const { error: liked } = await supabase.from("likes").insert({ order_id: order, user_id: me });
    if (liked) throw liked;
    const { error: old } = await supabase.from("invite_codes").delete().eq("order_id", order);
    if (old) throw old;
    const { error: made } = await supabase.from("invite_codes").insert(lines.map((line) => ({ code: line.name })));
    if (made) throw made;
  };
  return <button onClick={save}>Save</button>;
}
