import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const remove = async () => {
    const { error } = await supabase.from("tastings").delete().eq("id", id);
    if (error) throw error;
  };
  const enrol = async () => {
    const { error } = await supabase.from("tasting_registrations").insert({ tasting_id: id });
    if (error) throw error;
  };
  return <button onClick={remove} onFocus={enrol}>Delete</button>;
}
