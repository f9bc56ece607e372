import { supabase } from "./supabase";

export default function App({ poll, user }: { poll: string; user: string }) {
  const go = async () => {
    const { error } = await supabase.from("votes").upsert({ poll_id: poll, user_id: user, choice: 1 }, { onConflict: "poll_id,user_id" }); // expect: contract/conflict-target-not-unique
    if (error) throw error;
  };
  const rate = async () => {
    const { error } = await supabase.from("stars").upsert({ film_id: poll, user_id: user, stars: 3 }); // expect: contract/conflict-target-not-unique
    if (error) throw error;
  };
  return <button onClick={go} onBlur={rate}>Go</button>;
}
