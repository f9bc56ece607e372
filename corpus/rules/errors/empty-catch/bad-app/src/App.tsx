import { load } from "./load";
import { supabase } from "./supabase";

async function save() {
  try {
    const { error } = await supabase.from("orders").insert({ note: "a" });
    if (error) throw error;
  } catch (error) { // expect: errors/empty-catch
    // ignore
  }
}

export default function App() {
  return <button onClick={() => load().then(save)}>Go</button>;
}
