import { supabase } from "./supabase";

// Found or made: one row is meant.
export async function keep(shop: string, seen: boolean) {
  const { data: kept, error } = await supabase.from("shop_states").select("id").eq("shop", shop);
  if (error) throw error;
  return kept.length
    ? supabase.from("shop_states").update({ seen }).eq("id", kept[0].id)
    : supabase.from("shop_states").insert({ shop, seen });
}
