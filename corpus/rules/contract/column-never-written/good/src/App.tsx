import { supabase } from "./supabase";

export default function App({ name, singer }: { name: string; singer: { name: string } }) {
  const add = async () => {
    const { error } = await supabase.from("concerts").insert({ title: name, hall: name });
    if (error) throw error;
    const { error: refused } = await supabase.from("singers").insert(singer);
    if (refused) throw refused;
  };
  const show = async () => {
    const { data, error } = await supabase.from("concerts").select("*").eq("short_name", name).single();
    if (error) throw error;
    document.title = [data.hall, data.conductor, data.rehearsed_at, data.seats].join();
    // Of a singer, all is written that the caller has.
    const { data: voices } = await supabase.from("singers").select("id").eq("voice", name);
    // Null is what it asks for.
    const { data: bare } = await supabase.from("concerts").select("id").is("note", null);
    return [voices, bare];
  };
  return (
    <p>
      <button onClick={add}>Add</button>
      <button onClick={show}>Show</button>
    </p>
  );
}
