import { supabase } from "./supabase";

export async function bills(me: string, room?: string) {
  let query = supabase.from("bills").select("id").limit(50); // expect: queries/unindexed-filter
  if (room) query = query.eq("about_room", room);
  query = query.eq("owner_id", me).order("due_on", { ascending: false });
  const { data, error } = await query;
  if (error) throw error;
  return data;
}
