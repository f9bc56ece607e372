import { supabase } from "./supabase";

export async function markPaid(id: string) {
  const { error } = await supabase.from("revenues").update({ status: "done" }).eq("id", id);
  if (error) console.error("not marked", error); // expect: errors/log-only-catch
}
