import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function orders() {
  const { data, error } = await supabase.from("orders").select("id");
  if (error) throw error;
  return data;
}

export async function me() {
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) throw new Error("sign in first");
  return user;
}

export async function builder(archived: boolean) {
  let query = supabase.from("orders").select("id");
  if (archived) query = query.eq("archived", true);
  const { data, error } = await query;
  if (error) return { error: error.message };
  return { data };
}
