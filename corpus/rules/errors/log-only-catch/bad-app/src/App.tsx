import { removePaper } from "./papers";
import { markPaid } from "./revenues";
import { supabase } from "./supabase";

export default function App() {
  const save = async () => {
    try {
      const { error } = await supabase.from("orders").insert({ note: "a" });
      if (error) throw error;
    } catch (error) { // expect: errors/log-only-catch
      console.error("save failed", error);
    }
  };
  const tidy = () => removePaper("a.pdf").then(() => markPaid("a"));
  return <button onClick={save} onDoubleClick={tidy}>Save</button>;
}
