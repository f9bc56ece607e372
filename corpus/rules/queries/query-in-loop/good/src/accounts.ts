import { supabase } from "./supabase";

// Accounts can only be made one by one.
export async function invite(people: { email: string; role: string }[]) {
  for (const person of people) {
    const { data, error } = await supabase.auth.admin.createUser({ email: person.email });
    if (error) throw error;
    const { error: refused } = await supabase.from("roles").insert({ id: data.user.id, role: person.role });
    if (refused) throw refused;
  }
}
