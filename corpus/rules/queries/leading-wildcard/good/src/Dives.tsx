import { supabase } from "./supabase";

// The index that is missing is one by crew: it finds the few rows that are then looked through.
export function Dives({ crew }: { crew: string }) {
  const clear = async () => {
    const { error } = await supabase.from("dives").delete().eq("crew_id", crew).like("note", "%[sample]%");
    if (error) throw error;
  };
  return <button onClick={clear}>Clear</button>;
}
