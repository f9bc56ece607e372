import { createClient } from "@supabase/supabase-js";
import { PDFDocument } from "pdf-lib";
import { toast } from "sonner";

const db = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

// Where the visitor is, guessed: the row is written with or without.
export async function sign(name: string) {
  let ip: string | null = null;
  try {
    const answer = await fetch("https://api.ipify.org?format=json");
    ip = (await answer.json()).ip;
  } catch {
    // without it
  }
  const { error } = await db.from("signatures").insert({ name, ip });
  if (error) throw error;
}

// What is lost is a hint.
export async function preview(bytes: ArrayBuffer, draw: (bytes: ArrayBuffer) => Promise<void>) {
  try {
    const sheet = await PDFDocument.load(bytes);
    if (sheet.getPageCount() > 2) toast("Two pages are enough");
  } catch {
    // drawing it says so
  }
  await draw(bytes);
}
