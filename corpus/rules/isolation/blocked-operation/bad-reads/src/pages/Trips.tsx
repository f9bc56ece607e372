import { supabase } from "../client";

export function Trips() {
  const load = async () => {
    // expect: isolation/blocked-operation
    const { data, error } = await supabase.from("trips").select("id, seats, skipper:skippers(name)").limit(20);
    if (error) throw error;
    return data;
  };
  return <button onClick={load}>Trips</button>;
}
