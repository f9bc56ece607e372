import { supabase } from "./supabase";

export default function App({ name }: { name: string }) {
  const add = async () => {
    const { error } = await supabase.from("concerts").insert({ title: name });
    if (error) throw error;
  };
  const open = async () => {
    const { data, error } = await supabase.from("concerts").select("id, title, seats").eq("short_name", name).single(); // expect: contract/column-never-written
    if (error) throw error;
    document.title = `${data.title} (${data.seats})`;
  };
  const show = async () => {
    const { data, error } = await supabase.from("concerts").select("*").eq("title", name).single();
    if (error) throw error;
    document.title = data.hall; // expect: contract/column-never-written
  };
  return (
    <p>
      <button onClick={add}>Add</button>
      <button onClick={open}>Open</button>
      <button onClick={show}>Show</button>
    </p>
  );
}
