import { useEffect, useState } from "react";
import { supabase } from "./client";

export function Club() {
  const [seat, setSeat] = useState(null);
  useEffect(() => {
    supabase.from("club_seats").select("*").single().then(({ data }) => setSeat(data));
  }, []);
  return <p>{seat?.is_admin ? "You lead" : "You row"}</p>;
}
