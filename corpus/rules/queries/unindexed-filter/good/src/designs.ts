import { supabase } from "./supabase";

export async function design(hub: string, level: string, kind: string) {
  const { data, error } = await supabase.from("badge_designs").select("art").eq("hub", hub).eq("level", level).eq("kind", kind).maybeSingle();
  if (error) throw error;
  return data;
}

export async function activeCrates() {
  const { data, error } = await supabase.from("crates").select("id").eq("status", "active").limit(50);
  if (error) throw error;
  return data;
}

export async function shares(holder: string) {
  const { data, error } = await supabase.from("boat_shares").select("id").eq("holder_id", holder).limit(50);
  if (error) throw error;
  return data;
}

// Nobody calls it, so nobody waits for it.
export async function unusedShares(state: string) {
  return supabase.from("boat_shares").select("id").eq("state", state).limit(50);
}
