import { supabase } from "./supabase";

async function mustSave(table: string, row: object) {
  const { error } = await supabase.from(table).insert(row);
  if (error) throw new Error(error.message);
}

export async function order(note: string) {
  try {
    await mustSave("orders", { note });
  } catch (error) { // expect: errors/log-only-catch
    console.error("not ordered", error);
  }
}
