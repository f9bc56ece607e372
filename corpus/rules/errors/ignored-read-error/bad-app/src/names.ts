import { supabase } from "./supabase";

export async function names() {
  const { data, error } = await supabase.from("shops").select("name").limit(20);
  return data?.map((shop) => shop.name) ?? [];
}
