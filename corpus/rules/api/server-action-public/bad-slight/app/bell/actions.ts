"use server";

import { server } from "../../lib/firebase";

// One line of somebody's list, by two ids that nobody guesses.
export async function drop(uid: string, id: string) { // expect: api/server-action-public
  await server().db.collection("users").doc(uid).collection("notifications").doc(id).delete();
}
