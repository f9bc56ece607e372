import { supabase } from "./supabase";

export default function App({ id, ok }: { id: string; ok: boolean }) {
  const judge = async () => {
    const { error } = await supabase.from("crew").update({ papers: ok ? "verified" : "rejected" }).eq("id", id);
    if (error) throw error;
    const { error: refused } = await supabase.from("trips").insert({ state: "sailing", berth: "inner" });
    if (refused) throw refused;
  };
  const board = async () => {
    const { data } = await supabase.from("crew").select("name, papers").eq("id", id).single();
    if (!data || data.papers !== "approved") { // expect: contract/value-never-written
      throw new Error("your papers are not approved");
    }
    document.title = data.name;
  };
  const list = async () => {
    const { data, error } = await supabase.from("trips").select("id").eq("state", "under_way"); // expect: contract/value-never-written
    const { data: docked } = await supabase.from("trips").select("id").eq("berth", "dry"); // expect: contract/value-never-written
    return error ? docked : data;
  };
  return (
    <p>
      <button onClick={judge}>Judge</button>
      <button onClick={board}>Board</button>
      <button onClick={list}>List</button>
    </p>
  );
}
