import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const read = await supabase.from("orders").select("id, remark").limit(20); // expect: contract/unknown-column
    const filtered = await supabase.from("orders").select("id").eq("state", "open").limit(20); // expect: contract/unknown-column
    const written = await supabase.from("orders").insert({ note: "a", priority: 1 }); // expect: contract/unknown-column
    const inner = await supabase.from("orders").select("id, items(name)").limit(20); // expect: contract/unknown-column
    return [read, filtered, written, inner].find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
