import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function deepest() {
  // expect: contract/unknown-column
  const { data, error } = await supabase.from("moorings").select("berth, depth").limit(10);
  if (error) throw error;
  return data;
}

// The schema of the mapper says text where the migrations say boolean: which it is, nobody can tell.
export async function free() {
  const { data, error } = await supabase.from("moorings").select("berth").eq("taken", "no").limit(10);
  if (error) throw error;
  return data;
}

// Nor whether a berth must be named.
export async function add() {
  const { error } = await supabase.from("moorings").insert({ taken: false });
  if (error) throw error;
}
