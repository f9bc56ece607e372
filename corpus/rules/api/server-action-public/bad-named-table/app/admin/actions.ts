"use server";

import { server } from "../../lib/firebase";

// That of the keepers, whose rows are rights, is among them.
export async function put(name: string, id: string, row: Record<string, unknown>) { // expect: api/server-action-public
  const { db } = server();
  await db.collection(name).doc(id).set(row);
}

const LISTS = ["gulls", "terns"];

export async function add(list: string, row: Record<string, unknown>) {
  if (!LISTS.includes(list)) throw new Error("no such list");
  const { db } = server();
  await db.collection(list).add(row);
}
