import { useState } from "react";
import { supabase } from "./supabase";

const quoted = (text: string) => `"%${text.replace(/["\\]/g, "\\$&")}%"`;

export default function App({ userId }: { userId: string }) {
  const [search, setSearch] = useState("");
  const find = async () => {
    const own = await supabase.from("chats").select("id").or(`sender_id.eq.${userId},receiver_id.eq.${userId}`).limit(20);
    const byName = await supabase.from("guests").select("id").ilike("name", `%${search}%`).limit(20);
    const either = await supabase.from("guests").select("id").or(`name.ilike.${quoted(search)},city.ilike.${quoted(search)}`).limit(20);
    const fixed = await supabase.from("guests").select("id").or("state.eq.new,state.eq.open").limit(20);
    return [own, byName, either, fixed];
  };
  return <input value={search} onChange={(e) => setSearch(e.target.value)} onBlur={find} />;
}
