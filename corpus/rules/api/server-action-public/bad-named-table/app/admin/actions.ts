"use server";

import { server } from "../../lib/firebase";

// That of the keepers, whose rows are rights, is among them.
export async function put(name: string, id: string, row: Record<string, unknown>) { // expect: api/server-action-public
  const { db } = server();
  await db.collection(name).doc(id).set(row);
}
