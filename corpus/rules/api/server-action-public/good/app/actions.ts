"use server";

import { redirect } from "next/navigation";
import { admin } from "../lib/admin";
import { createClient } from "../lib/server";

async function person() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) redirect("/login");
  return user;
}

export async function removeCustomer(id: string) {
  const user = await person();
  const { error } = await admin.from("customers").delete().eq("id", id).eq("owner_id", user.id);
  if (error) throw error;
}

// Runs as the user: row security decides.
export async function rename(id: string, name: string) {
  const supabase = await createClient();
  const { error } = await supabase.from("customers").update({ name: name.slice(0, 80) }).eq("id", id);
  if (error) throw error;
}

export async function signIn(email: string, password: string) {
  const supabase = await createClient();
  const { error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) return { error: "Wrong e-mail or password" };
  redirect("/");
}
