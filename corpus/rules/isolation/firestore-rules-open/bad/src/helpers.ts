import { initializeApp } from "firebase/app";
import { addDoc, collection, getFirestore } from "firebase/firestore";

const db = getFirestore(initializeApp({ projectId: "parish-hall" }));

export function addHelper(name: string, phone: string) {
  return addDoc(collection(db, "helpers"), { name, phone });
}
