import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function markPaid(id: string) {
  const { error } = await supabase.from("orders").update({ status: "paid" }).eq("id", id);
  if (error) throw error;
}

export async function addNote(text: string) {
  return supabase.from("notes").insert({ text });
}

export async function rename(id: string, name: string) {
  await supabase.from("notes").update({ name }).eq("id", id).throwOnError();
}

export async function leave(ids: string[]) {
  const results = await Promise.all(ids.map((id) => supabase.from("memberships").delete().eq("id", id)));
  const failed = results.find((result) => result.error);
  if (failed) throw failed.error;
}

export async function upload(file: File) {
  const result = await supabase.storage.from("avatars").upload(file.name, file);
  if (result.error) throw result.error;
}
