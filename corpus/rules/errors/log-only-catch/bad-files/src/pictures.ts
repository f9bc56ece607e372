import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

// A file that stays harms nobody: its row is gone.
export async function removeWithRow(id: string, path: string) {
  const { error } = await supabase.storage.from("pictures").remove([path]);
  if (error) console.error("left behind", error); // expect: errors/log-only-catch
  const { error: refused } = await supabase.from("pictures").delete().eq("id", id);
  if (refused) throw refused;
}
