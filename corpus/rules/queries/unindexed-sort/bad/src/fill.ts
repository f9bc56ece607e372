import { supabase } from "./supabase";

export async function fill(me: string) {
  const answers = await Promise.all([
    supabase.from("posts").insert({ author_id: me }),
    supabase.from("safety_findings").insert({}),
    supabase.from("payout_batches").insert({}),
  ]);
  return answers.find((answer) => answer.error);
}
