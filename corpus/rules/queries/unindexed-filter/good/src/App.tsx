import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const go = async () => {
    const answers = await Promise.all([
      supabase.from("orders").select("email").eq("id", id).maybeSingle(),
      supabase.from("orders").select("id").eq("customer_id", id).limit(20),
      supabase.from("orders").select("id").eq("email", id).maybeSingle(),
      supabase.from("orders").select("id").eq("status", "open").gte("created_at", "2026-01-01").limit(20),
      supabase.from("orders").select("id").eq("customer_id", id).eq("status", "open").limit(20),
    ]);
    return answers.find((answer) => answer.error);
  };
  return <button onClick={go}>Go</button>;
}
