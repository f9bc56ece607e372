"use server";

import { server } from "../../lib/firebase";

// The server's own client knows nobody's session: its name is no check.
export async function rename(uid: string, name: string) {
  await server().db.collection("boats").doc(uid).update({ name });
}

export async function makeKeeper(uid: string) { // expect: api/server-action-public
  const { auth } = server();
  await auth.setCustomUserClaims(uid, { role: "keeper" });
}

export async function letIn(address: string) {
  const { auth } = server();
  return auth.generatePasswordResetLink(address);
}

export async function mine(token: string) {
  const { auth, db } = server();
  const { uid } = await auth.verifyIdToken(token);
  await db.collection("boats").doc(uid).update({ seen: true });
}
