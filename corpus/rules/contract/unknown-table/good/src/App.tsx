import { supabase } from "./supabase";

export default function App({ table }: { table: string }) {
  const load = async () => {
    const answers = await Promise.all([
      supabase.from("orders").select("id").limit(20),
      supabase.from("order_notes").select("note").limit(20),
      supabase.from("new_name").select("id").limit(20),
      supabase.from("order_counts").select("orders").limit(1),
      supabase.from(table).select("id").limit(20),
      supabase.storage.from("photos").list(),
    ]);
    return Array.from(answers);
  };
  return <button onClick={load}>Go</button>;
}
