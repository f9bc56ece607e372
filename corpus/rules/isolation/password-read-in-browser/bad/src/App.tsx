import { supabase } from "./client";

export async function signIn(email: string) {
  const { data, error } = await supabase.from("staff").select("id, password_hash").eq("email", email).single(); // expect: isolation/password-read-in-browser
  if (error) throw error;
  return data;
}
