"use server";

import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// No page names it, so it gets no address.
export async function dismissUnusedCrew(id: string) {
  const { error } = await admin.from("crew").delete().eq("id", id);
  if (error) throw error;
}
