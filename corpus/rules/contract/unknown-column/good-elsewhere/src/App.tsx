import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const { error } = await supabase.from("shapes").insert({ kind: "pin", depth: 3, label: "a" });
    if (error) throw error;
    const stamp = await supabase.from("stamps").insert({ shade: "red" });
    if (stamp.error) throw stamp.error;
  };
  return <button onClick={go}>Go</button>;
}
