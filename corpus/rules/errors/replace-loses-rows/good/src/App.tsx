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
    for (const line of lines) {
      const { error: taken } = await supabase.from("order_lines").delete().eq("name", line.name);
      if (taken) throw taken;
    }
    const { error: late } = await supabase.from("order_lines").insert(lines.map((line) => ({ ...line, order_id: order })));
    if (late) throw late;
  };
  return <button onClick={save}>Save</button>;
}
