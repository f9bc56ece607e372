import { createClient } from "@supabase/supabase-js";

const db = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!);

// A statement that somebody ran by hand adds the column.
export async function pages(id: string) {
  const { data, error } = await db.from("uploads").select("id, pages").eq("id", id).single();
  if (error) throw error;
  return data;
}
