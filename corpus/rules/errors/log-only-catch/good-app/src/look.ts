import { supabase } from "./supabase";

async function remember(page: string) {
  await supabase.from("seen_pages").insert({ page });
}

// A helper that swallows everything never throws.
export async function look(page: string) {
  try {
    await remember(page);
  } catch (error) {
    console.error("not remembered", error);
  }
}
