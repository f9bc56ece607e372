import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const first = await supabase.from("orders").update({ status: "canceled" }).eq("id", id); // expect: contract/value-outside-check
    const second = await supabase.from("orders").insert({ size: "medium" }); // expect: contract/value-outside-check
    const third = await supabase.from("orders").select("id").eq("size", "Large").limit(20); // expect: contract/value-outside-check
    for (const n of [1, 2, 3]) {
      const next = { kind: n > 2 ? "canceled" : n > 1 ? "closed" : "none" };
      if (next.kind === "none") continue;
      await supabase.from("orders").update({ status: next.kind }).eq("id", id).throwOnError(); // expect: contract/value-outside-check
    }
    return first.error ?? second.error ?? third.error;
  };
  return <button onClick={go}>Go</button>;
}
