"use server";

import { admin } from "../lib/admin";

export async function orders() {
  const { data, error } = await admin.from("orders").select("id").limit(20);
  if (error) throw error;
  return data;
}
