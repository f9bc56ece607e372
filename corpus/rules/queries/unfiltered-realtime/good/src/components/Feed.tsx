import { useEffect } from "react";
import { supabase } from "../supabase";

// Nobody imports it, so no page hears anything.
export function Feed({ load }: { load: () => void }) {
  useEffect(() => {
    const feed = supabase.channel("feed").on("postgres_changes", { event: "*", schema: "public", table: "moorings" }, load);
    feed.subscribe();
  }, [load]);
  return null;
}
