import { supabase } from "./supabase";

export async function talk(room: string) {
  const { data, error } = await supabase.from("messages").select("text").eq("room_id", room); // expect: queries/unbounded-read
  if (error) throw error;
  return data;
}

export async function hours(job: string) {
  const { data, error } = await supabase.from("shifts").select("hours").eq("job_id", job); // expect: queries/unbounded-read
  if (error) throw error;
  return data.reduce((sum, shift) => sum + shift.hours, 0);
}

// A person's own, and still added up or never ending.
export async function mine() {
  const { data: { user } } = await supabase.auth.getUser();
  const { data, error } = await supabase.from("dives").select("minutes").eq("created_by", user.id); // expect: queries/unbounded-read
  if (error) throw error;
  return data.reduce((sum, dive) => sum + dive.minutes, 0);
}
