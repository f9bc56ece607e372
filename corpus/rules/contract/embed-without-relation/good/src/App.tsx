import { supabase } from "./supabase";

export default function App() {
  const go = async () => {
    const answers = await Promise.all([
      supabase.from("orders").select("id, shops(name)").limit(20),
      supabase.from("shops").select("name, orders(count)").limit(20),
      supabase.from("orders").select("id, tags(label)").limit(20),
      supabase.from("trips").select("id, from:shops!trips_origin_fkey(name), to:shops!target(name)").limit(20),
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
