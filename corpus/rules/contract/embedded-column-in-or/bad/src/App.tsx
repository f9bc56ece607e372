import { supabase } from "./supabase";

export default function App({ crew, words }: { crew: string; words: string }) {
  const go = async () => {
    const mine = await supabase
      .from("trips")
      .select("id, boats(owner_id)")
      .or(`crew_id.eq.${crew},boats.owner_id.eq.${crew}`) // expect: contract/embedded-column-in-or
      .limit(20);
    let search = supabase.from("trips").select("id, goal, boats!inner(name)").limit(20);
    if (words) search = search.or(`goal.ilike.%${words}%,boats.name.ilike.%${words}%`); // expect: contract/embedded-column-in-or
    const found = await search;
    return mine.error ?? found.error;
  };
  return <button onClick={go}>Go</button>;
}
