import { supabase } from "./supabase";

export async function fill(me: string) {
  const answers = await Promise.all([
    supabase.from("orders").insert({ customer_id: me }),
    supabase.from("bills").insert({ owner_id: me }),
    supabase.from("trip_goals").insert({ skipper_id: me }),
    supabase.from("mail_logs").insert({ status: "waiting" }),
  ]);
  return answers.find((answer) => answer.error);
}
