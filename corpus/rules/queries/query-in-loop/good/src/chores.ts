import { supabase } from "./supabase";

const CHORES: Record<string, { name: string; deck: string }[]> = {
  port: [{ name: "scrub", deck: "main" }, { name: "paint", deck: "upper" }],
  sea: [{ name: "watch", deck: "upper" }],
};

// A list of this file, and what a filter leaves of it.
export async function hand(kind: string, deck?: string) {
  let todo = CHORES[kind] || CHORES.port;
  if (deck) todo = todo.filter((chore) => chore.deck === deck);
  for (const chore of todo) {
    const { error } = await supabase.from("chores").insert(chore);
    if (error) throw error;
  }
}
