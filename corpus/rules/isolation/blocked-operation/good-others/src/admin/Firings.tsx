import { supabase } from "../client";

export function Firings() {
  const save = async (name: string) => {
    const { data: { user } } = await supabase.auth.getUser();
    const { error } = await supabase.from("profiles").update({ name }).eq("id", user.id);
    if (error) throw error;
  };
  // Staff may change any shelf.
  const lock = async (id: string) => {
    const { error } = await supabase.from("shelves").update({ locked: true }).eq("potter_id", id);
    if (error) throw error;
  };
  return <input onChange={(e) => save(e.target.value)} onBlur={(e) => lock(e.target.id)} />;
}
