import { supabase } from "./supabase";

// The file is what it is about.
export async function removePaper(path: string) {
  const { error } = await supabase.storage.from("papers").remove([path]);
  if (error) console.error("left behind", error); // expect: errors/log-only-catch
}
