import { supabase } from "./supabase";

// What the function writes tells what is at stake, not its name.
export async function pay(campaign: string, added: number) {
  await supabase.rpc("note_views", { campaign, added }); // expect: errors/ignored-write-error
}
