import type { SupabaseClient } from "npm:@supabase/supabase-js@2";

export async function finish(admin: SupabaseClient, id: string, text: string) {
  await admin.from("subtitles").update({ state: "done", text }).eq("id", id);
}
