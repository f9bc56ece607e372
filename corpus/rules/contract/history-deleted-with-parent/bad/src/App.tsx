import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const remove = async () => {
    const { error } = await supabase.from("tastings").delete().eq("id", id);
    if (error) throw error;
  };
  return <button onClick={remove}>Delete</button>;
}
