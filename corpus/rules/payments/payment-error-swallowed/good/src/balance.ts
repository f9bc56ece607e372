import { supabase } from "./supabase";

export async function shownBalance(show: (cents: number) => void) {
  try {
    const { data, error } = await supabase.functions.invoke("site-payout", { body: { action: "balance" } });
    if (error) throw error;
    show(data.cents);
  } catch (error) {
    console.error("no balance", error);
  }
}
