import { supabase } from "./supabase";

// The index finds the few of one club, and only those are looked through.
export function Givers({ club, q }: { club: string; q: string }) {
  const go = async () => {
    const { data, error } = await supabase.from("givers").select("id").eq("club_id", club).or(`mail.ilike.%${q}%,last.ilike.%${q}%`).limit(10);
    return error ?? data;
  };
  return <button onClick={go}>Go</button>;
}
