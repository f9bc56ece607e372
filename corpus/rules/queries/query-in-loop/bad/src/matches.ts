import { supabase } from "./supabase";

async function members(club: string) {
  const { data, error } = await supabase.from("members").select("id, email").eq("club_id", club).limit(500);
  if (error) throw error;
  return data;
}

// All of them are read, to find one.
async function memberOf(club: string, email: string) {
  const all = await members(club);
  return all.find((member) => member.email === email);
}

export async function match(club: string, invoices: { email: string }[]) {
  const found: unknown[] = [];
  for (const invoice of invoices) {
    found.push(await memberOf(club, invoice.email)); // expect: queries/query-in-loop
  }
  return found;
}
