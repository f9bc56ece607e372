import { supabase } from "./supabase";

const within = <T>(work: PromiseLike<T>, ms: number) =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too late")), ms))]);

// What fails is shown by the callback, so the clause around it never hears of it.
export async function depart(id: string, show: (text: string) => void) {
  try {
    await within(supabase.from("boats").update({ is_out: true }).eq("id", id), 3000).catch(() => show("not noted"));
  } catch (error) {
    console.error("not noted", error);
  }
}
