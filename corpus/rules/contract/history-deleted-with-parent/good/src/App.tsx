import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const remove = async () => {
    const { data, error } = await supabase.from("tasting_registrations").select("id").eq("tasting_id", id).limit(1);
    if (error || data.length) throw error ?? new Error("guests have registered");
    const { error: kept } = await supabase.from("tastings").delete().eq("id", id);
    if (kept) throw kept;
  };
  const forgetWalk = async () => {
    const { error } = await supabase.from("walks").delete().eq("id", id);
    if (error) throw error;
  };
  return <button onDoubleClick={forgetWalk} onClick={remove}>Delete</button>;
}
