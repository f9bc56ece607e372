import { supabase } from "./client";

export function Decks({ teacher }: { teacher: string }) {
  const add = async () => {
    const { error } = await supabase.from("decks").insert({ title: "New", slides: [], teacher_id: teacher });
    if (error) throw error;
  };
  return <button onClick={add}>Add</button>;
}
