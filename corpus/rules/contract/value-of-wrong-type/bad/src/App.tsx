import { supabase } from "./supabase";

export default function App({ id, term }: { id: string; term: string }) {
  const go = async () => {
    const a = await supabase.from("orders").select("id").filter("used", "gte", "allowed").limit(20); // expect: contract/value-of-wrong-type
    const b = await supabase.from("orders").delete().neq("id", ""); // expect: contract/value-of-wrong-type
    const c = await supabase.from("orders").select("id").eq("shipped_at", null).limit(20); // expect: contract/value-of-wrong-type
    const d = await supabase.from("orders").update({ paid: "pending", shipped_at: "" }).eq("id", id); // expect: contract/value-of-wrong-type contract/value-of-wrong-type
    const e = await supabase.from("orders").select("id").ilike("id", `%${term}%`).limit(20); // expect: contract/value-of-wrong-type
    const f = await supabase.from("orders").insert({ tags: "new" }); // expect: contract/value-of-wrong-type
    return a.error ?? b.error ?? c.error ?? d.error ?? e.error ?? f.error;
  };
  return <button onClick={go}>Go</button>;
}
