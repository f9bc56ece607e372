import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

// What was uploaded is taken back, and why is told: at worst a file stays that nothing names.
export async function addChart(file: File) {
  const { error } = await supabase.from("charts").insert({ name: file.name });
  if (error) {
    await supabase.storage.from("charts").remove([file.name]);
    throw error;
  }
}
