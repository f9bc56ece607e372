import { done } from "./done";
import { finish } from "./finish";
import { supabase } from "./supabase";

async function save() {
  const { error } = await supabase.from("orders").insert({ note: "a" });
  if (error) throw error;
}

export default function App() {
  const go = () => {
    save().catch(() => {}); // expect: errors/catch-noop-callback
    done();
    finish();
  };
  return <button onClick={go}>Go</button>;
}
