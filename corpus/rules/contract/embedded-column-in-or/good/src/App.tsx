import { supabase } from "./supabase";

export default function App({ words }: { words: string }) {
  const go = async () => {
    const answers = await Promise.all([
      supabase.from("trips").select("id, boats!inner(name)").or(`name.ilike.%${words}%`, { referencedTable: "boats" }).limit(20),
      supabase.from("trips").select("id, goal").or("goal.not.is.null,crew_id.is.null").limit(20),
      supabase.from("trips").select("id, boats!inner(name)").ilike("boats.name", `%${words}%`).limit(20),
      supabase.from("trips").select("id").or("goal.eq.north.east,and(goal.gte.a.b,crew_id.is.null)").limit(20),
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
