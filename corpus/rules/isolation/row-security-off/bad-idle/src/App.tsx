import { useEffect, useState } from "react";
import { supabase } from "./client";

export default function App() {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    supabase.from("sailors").select("name").limit(20).then(({ data, error }) => {
      if (!error) setNames(data.map((sailor) => sailor.name));
    });
  }, []);
  return <ul>{names.map((name) => <li key={name}>{name}</li>)}</ul>;
}
