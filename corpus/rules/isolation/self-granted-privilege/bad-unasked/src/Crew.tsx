import { supabase } from "./client";

export function Crew() {
  const leave = async () => {
    const { error } = await supabase.from("crew_seats").select("id, crew_id");
    if (error) throw error;
  };
  return <button onClick={leave}>Leave</button>;
}
