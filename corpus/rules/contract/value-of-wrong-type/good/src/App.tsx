import { supabase } from "./supabase";

class Session {
  private id: string | null = null;
  async start(id: string) {
    this.id = id;
  }
  async end() {
    await supabase.from("orders").update({ note: "ended" }).eq("id", this.id).throwOnError();
  }
}
export const session = new Session();

export default function App({ id, term, kind }: { id: string; term: string; kind: "all" | "one" }) {
  const go = async () => {
    const a = await supabase.from("orders").select("id").filter("used", "gte", "3").limit(20);
    const b = await supabase.from("orders").delete().neq("id", "00000000-0000-0000-0000-000000000000");
    const c = await supabase.from("orders").select("id").is("shipped_at", null).limit(20);
    const d = await supabase.from("orders").update({ paid: true, used: 1_000, shipped_at: null, note: "" }).eq("id", id);
    const e = await supabase.from("orders").select("id").or(`number.ilike.%${term}%,note.ilike.%${term}%`).limit(20);
    const f = await supabase.from("orders").insert({ tags: ["new"], shipped_at: "2025-01-01", paid: "yes" });
    const g = kind === "all" ? null : await supabase.from("orders").select("id").eq("number", kind).limit(20);
    return a.error ?? b.error ?? c.error ?? d.error ?? e.error ?? f.error ?? g?.error;
  };
  return <button onClick={go}>Go</button>;
}
