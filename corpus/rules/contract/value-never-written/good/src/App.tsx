import { supabase } from "./supabase";

export default function App({ id, ok, rank }: { id: string; ok: boolean; rank: string }) {
  const judge = async () => {
    const { error } = await supabase.from("crew").update({ papers: ok ? "approved" : "rejected", rank }).eq("id", id);
    if (error) throw error;
    const { error: refused } = await supabase.from("trips").insert({ state: "moored" });
    if (refused) throw refused;
  };
  const board = async () => {
    const { data } = await supabase.from("crew").select("name, papers, rank").eq("id", id).single();
    if (!data || data.papers !== "approved") {
      throw new Error("your papers are not approved");
    }
    // A form says what the rank is.
    if (data.rank !== "captain") {
      throw new Error("only captains");
    }
    document.title = data.name;
  };
  const list = async () => {
    const states = ["planned", "sailing", "lost", "moored"];
    const answers = await Promise.all([
      supabase.from("trips").select("id").eq("state", "planned"),
      supabase.from("trips").select("id").eq("state", "sailing"),
      supabase.from("trips").select("id").eq("state", "lost"),
      supabase.from("trips").select("id").eq("state", "moored"),
    ]);
    return states.map((state, index) => [state, answers[index].data]);
  };
  return (
    <p>
      <button onClick={judge}>Judge</button>
      <button onClick={board}>Board</button>
      <button onClick={list}>List</button>
    </p>
  );
}
