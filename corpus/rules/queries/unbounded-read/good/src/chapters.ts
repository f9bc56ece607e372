import { supabase } from "./supabase";

// The chapters of one book, and a row for each level: both stay few.
export async function chapters(book: string) {
  const found = await supabase.from("chapters").select("title").eq("book_id", book).order("position");
  if (found.error) throw found.error;
  const levels = await supabase.from("levels").select("*");
  if (levels.error) throw levels.error;
  return [found.data, levels.data];
}

export async function paid(me: string) {
  const { data, error } = await supabase.from("payments").select("id").eq("user_id", me);
  if (error) throw error;
  return data;
}

// What one person made, whatever the column is called.
export async function scrapbooks() {
  const { data: { user } } = await supabase.auth.getUser();
  const { data, error } = await supabase.from("scrapbooks").select("id, title").eq("created_by", user.id);
  if (error) throw error;
  return data;
}
