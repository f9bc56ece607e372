import { supabase } from "./client";

export function Notes() {
  const add = async () => {
    const { error } = await supabase.from("notes").insert({ body: "New" });
    if (error) throw error;
  };
  return <button onClick={add}>Add</button>;
}
