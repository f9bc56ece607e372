import { useEffect, useState } from "react";
import { supabase } from "./client";

export function Steps() {
  const [titles, setTitles] = useState<string[]>([]);
  useEffect(() => {
    supabase.from("setup_steps").select("title").order("sort_order").then(({ data, error }) => {
      if (error) throw error;
      setTitles(data.map((step) => step.title));
    });
  }, []);
  return <ol>{titles.map((title) => <li key={title}>{title}</li>)}</ol>;
}
