import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function orders() {
  const { data } = await supabase.from("orders").select("id"); // expect: errors/ignored-read-error
  const { data: notes, error } = await supabase.from("notes").select("id");
  if (!error && notes) show(notes);
  return data ?? [];
}

function show(rows: unknown[]) {
  document.title = String(rows.length);
}
