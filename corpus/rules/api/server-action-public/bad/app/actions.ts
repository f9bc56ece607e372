"use server";

import { admin } from "../lib/admin";

export async function removeCustomer(id: string) { // expect: api/server-action-public
  const { error } = await admin.from("customers").delete().eq("id", id);
  if (error) throw error;
}
