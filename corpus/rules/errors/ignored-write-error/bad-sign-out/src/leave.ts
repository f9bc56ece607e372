import { createClient } from "@supabase/supabase-js";

const db = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function leave() {
  await db.auth.signOut(); // expect: errors/ignored-write-error
  window.location.assign("/");
}
