import type { SupabaseClient } from "https://esm.sh/@supabase/supabase-js@2";

export async function ownerOf(admin: SupabaseClient, key: string) {
  console.log("asked by", key);
  const { data } = await admin.from("depot_keys").select("depot_id").eq("prefix", key.slice(0, 8)).maybeSingle(); // expect: auth/key-known-in-part
  return data;
}
