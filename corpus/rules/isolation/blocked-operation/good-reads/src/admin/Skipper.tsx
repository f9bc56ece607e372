import { useParams } from "react-router-dom";
import { supabase } from "../client";

// Those who run the app see everybody.
export function Skipper() {
  const { skipperId } = useParams();
  const load = async () => {
    const { data, error } = await supabase.from("skippers").select("name").eq("id", skipperId).single();
    if (error) throw error;
    return data;
  };
  return <a onClick={load}>Skipper</a>;
}
