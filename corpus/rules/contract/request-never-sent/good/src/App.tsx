import { supabase } from "./supabase";

function byId(id: string) {
  return supabase.from("orders").select("id").eq("id", id).single();
}

const all = () => supabase.from("orders").select("id").limit(20);

export default function App({ id, open }: { id: string; open: boolean }) {
  const go = async () => {
    let query = supabase.from("orders").select("id");
    if (open) query = query.eq("status", "open");
    query = id ? query.eq("shop_id", id) : query.is("shop_id", null);
    const { error } = await query.limit(20);
    if (error) throw error;
    supabase.from("orders").update({ seen: true }).eq("id", id).then(({ error: failed }) => {
      if (failed) window.alert("Not saved");
    });
    const pending = [all(), supabase.from("log").insert({ text: "a" })];
    await Promise.all(pending);
    supabase.storage.from("photos").remove(["a"]).catch(() => {});
    supabase.auth.signOut().catch(() => {});
    supabase.channel("x").subscribe();
    return byId(id);
  };
  return <button onClick={go}>Go</button>;
}
