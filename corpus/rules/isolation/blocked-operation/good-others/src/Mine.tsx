import { supabase } from "./client";

export function Mine({ firing, potterId }: { firing: { id: string; potter_id: string }; potterId: string }) {
  // Whose page this is, nothing here says.
  const rename = async (name: string) => {
    const { error } = await supabase.from("profiles").update({ name }).eq("id", potterId);
    if (error) throw error;
    const { error: failed } = await supabase.from("profiles").update({ name }).eq("id", firing.potter_id);
    if (failed) throw failed;
  };
  const forgetAll = async (ids: string[]) => {
    for (const id of ids) {
      const { error } = await supabase.from("notes").delete().eq("id", id);
      if (error) throw error;
    }
  };
  return <input onChange={(e) => rename(e.target.value)} onBlur={() => forgetAll([])} />;
}
