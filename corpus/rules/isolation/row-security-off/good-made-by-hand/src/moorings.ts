import { createClient } from "@supabase/supabase-js";

const db = createClient("https://harbour.supabase.co", "public-anon-key");

export async function moorings() {
  const { data, error } = await db.from("moorings").select("id, keeper").limit(50);
  if (error) throw error;
  const tolls = await db.from("tolls").select("id, amount").limit(50);
  if (tolls.error) throw tolls.error;
  return { moorings: data, tolls: tolls.data };
}
