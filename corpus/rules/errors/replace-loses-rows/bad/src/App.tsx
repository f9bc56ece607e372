import { supabase } from "./supabase";

export default function App({ order, lines }: { order: string; lines: { name: string }[] }) {
  const save = async () => {
    const { error } = await supabase.from("order_lines").delete().eq("order_id", order); // expect: errors/replace-loses-rows
    if (error) throw error;
    const { error: late } = await supabase.from("order_lines").insert(lines.map((line) => ({ ...line, order_id: order })));
    if (late) throw late;
  };
  return <button onClick={save}>Save</button>;
}
