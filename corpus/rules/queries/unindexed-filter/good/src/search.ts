import { supabase } from "./supabase";

// Each filter may be absent, and none tells more than a few states apart: no index serves that.
export async function search(status?: string, priority?: string) {
  let query = supabase.from("jobs").select("id").limit(50);
  if (status) query = query.eq("status", status);
  if (priority) query = query.eq("state", priority);
  const { data, error } = await query;
  if (error) throw error;
  return data;
}
