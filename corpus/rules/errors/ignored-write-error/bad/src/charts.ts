import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

// Nothing failed before: the file was to go, and stays.
export async function dropChart(name: string) {
  const { error } = await supabase.from("charts").select("id").eq("name", name).single();
  if (error) throw error;
  await supabase.storage.from("charts").remove([name]); // expect: errors/ignored-write-error
}
