"use server";

import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// Only a handler of requests calls it, so no page carries its address.
export async function storeTerms(text: string) {
  const { error } = await admin.from("terms").update({ text }).eq("id", "current");
  if (error) throw error;
}
