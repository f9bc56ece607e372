import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    supabase.from("orders").update({ seen: true }).eq("id", id); // expect: contract/request-never-sent
    void supabase.rpc("count_visit"); // expect: contract/request-never-sent
    await supabase.from("orders").insert({ note: "a" }).catch(() => {}); // expect: contract/request-never-sent
    await supabase.from("orders").update({ views: supabase.sql`views + 1` }).eq("id", id); // expect: contract/request-never-sent
    await supabase.from("orders").update({ views: supabase.rpc("next_view", { id }) }).eq("id", id); // expect: contract/request-never-sent
    // What stands in the handler never runs: one fault.
    await supabase.rpc("bump").catch(() => { supabase.from("orders").update({ seen: false }).eq("id", id); }); // expect: contract/request-never-sent
    const query = supabase.from("log").insert({ text: "a" }); // expect: contract/request-never-sent
    return query ? 1 : 0;
  };
  return <button onClick={go}>Go</button>;
}
