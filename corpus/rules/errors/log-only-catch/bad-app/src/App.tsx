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
  return <button onClick={save}>Save</button>;
}
