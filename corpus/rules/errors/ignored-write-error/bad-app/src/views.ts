import { supabase } from "./supabase";

// What the function writes tells what is at stake, not its name.
export async function pay(campaign: string, added: number) {
  await supabase.rpc("note_views", { campaign, added }); // expect: errors/ignored-write-error
}

// Marks, copies and side records, beside what they stand on.
export async function look(boat: string, order: string, isFirst: boolean, now: string) {
  await supabase.from("boats").update({ last_opened_at: now }).eq("id", boat); // expect: errors/ignored-write-error
  await supabase.from("exchange_rates").upsert({ from: "EUR", to: "NOK", rate: 11.2 }); // expect: errors/ignored-write-error
  const column = isFirst ? "reminder_1_sent_at" : "reminder_2_sent_at";
  await supabase.from("invoices").update({ [column]: now }).eq("id", order); // expect: errors/ignored-write-error
  await supabase.from("payouts").update({ paid_at: now }).eq("id", order); // expect: errors/ignored-write-error
}
