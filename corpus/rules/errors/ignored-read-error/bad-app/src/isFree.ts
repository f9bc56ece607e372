import { supabase } from "./supabase";

export async function isFree(name: string) {
  const { data: taken } = await supabase.from("shops").select("id").eq("name", name).maybeSingle();
  return !taken;
}
