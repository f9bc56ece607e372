import { cert, getApps, initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { getFirestore } from "firebase-admin/firestore";

export function server() {
  if (getApps().length === 0) initializeApp({ credential: cert(JSON.parse(process.env.FIREBASE_ACCOUNT ?? "{}")) });
  return { auth: getAuth(), db: getFirestore() };
}
