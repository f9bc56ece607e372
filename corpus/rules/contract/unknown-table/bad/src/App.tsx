import { supabase } from "./supabase";

export default function App() {
  const load = async () => {
    const { data, error } = await supabase.from("promo_codes").select("code").limit(20); // expect: contract/unknown-table
    if (error) throw error;
    const slots = await supabase.from("parcel_slots").select("code").limit(20); // expect: contract/unknown-table
    const busy = await supabase.from("pg_stat_activity").select("pid").limit(20); // expect: contract/unknown-table
    const gone = await supabase.from("old_slots").select("code").limit(20); // expect: contract/unknown-table
    if (slots.error ?? busy.error ?? gone.error) throw new Error("no slots");
    return data;
  };
  return <button onClick={load}>Codes</button>;
}
