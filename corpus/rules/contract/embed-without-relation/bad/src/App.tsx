import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const first = await supabase.from("orders").select("id, shops(name)").limit(20); // expect: contract/embed-without-relation
    const second = await supabase.from("trips").select("id, shops(name)").limit(20); // expect: contract/embed-without-relation
    return first.error ?? second.error;
  };
  return <button onClick={go}>Go</button>;
}
