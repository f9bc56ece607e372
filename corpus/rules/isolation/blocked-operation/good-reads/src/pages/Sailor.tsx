import { useParams } from "react-router-dom";
import { supabase } from "../client";

export function Sailor() {
  const { sailorId } = useParams();
  const load = async () => {
    const { data, error } = await supabase.from("sailors").select("name").eq("id", sailorId).single();
    if (error) throw error;
    return data;
  };
  return <a onClick={load}>Sailor</a>;
}
