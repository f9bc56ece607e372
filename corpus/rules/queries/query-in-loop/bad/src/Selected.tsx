import { useState } from "react";
import { supabase } from "./supabase";

// Loaded page by page, however long the list has become.
export function Selected() {
  const [rows, setRows] = useState<{ id: string }[]>([]);
  const more = async () => {
    const { data, error } = await supabase.from("boats").select("id").order("id").range(rows.length, rows.length + 99);
    if (error) throw error;
    setRows((before) => [...before, ...data]);
  };
  const check = async () => {
    for (const row of rows) {
      const { error } = await supabase.from("checks").select("at").eq("boat_id", row.id).limit(1); // expect: queries/query-in-loop
      if (error) throw error;
    }
  };
  return <button onClick={() => more().then(check)}>Check</button>;
}
