import { supabase } from "./supabase";

export async function fill(me: string) {
  const answers = await Promise.all([
    supabase.from("posts").insert({ author_id: me }),
    supabase.from("bills").insert({ room_id: me }),
  ]);
  return answers.find((answer) => answer.error);
}
