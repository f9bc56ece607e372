import { useEffect, useState } from "react";
import { supabase } from "./supabase";

export default function App({ id }: { id: string }) {
  const [draft, setDraft] = useState("");
  const [before, setBefore] = useState("");
  useEffect(() => {
    supabase.from("letters").select("body").eq("id", id).single().then(({ data }) => setDraft(data.body));
  }, [id]);
  const reload = async () => {
    const { data, error } = await supabase.from("letters").select("body").eq("id", id).single();
    if (error) throw error;
    setBefore(draft);
    setDraft(data.body);
  };
  const words = () => {
    const element = document.createElement("div");
    element.innerHTML = draft || before;
    return element.textContent?.split(" ").length ?? 0;
  };
  return <button onClick={reload}>{words()}</button>;
}
