import { supabase } from "./supabase";

export default function App({ poll, user }: { poll: string; user: string }) {
  const go = async () => {
    const first = await supabase.from("votes").upsert({ poll_id: poll, user_id: user, choice: 1 }, { onConflict: "poll_id, user_id" });
    const second = await supabase.from("settings").upsert({ user_id: user, theme: "dark" });
    return first.error ?? second.error;
  };
  return <button onClick={go}>Go</button>;
}
