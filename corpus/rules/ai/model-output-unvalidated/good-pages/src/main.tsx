import { createClient } from "@supabase/supabase-js";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const client = createClient("https://abc.supabase.co", "sb_publishable_1");

// The function hands it out, and whoever asks looks.
function Voyage() {
  const [steps, setSteps] = useState<string[]>([]);
  const ask = async () => {
    const { data, error } = await client.functions.invoke("plan", { body: { goal: "north" } });
    if (error || !data) return alert("No plan");
    const { plan } = data;
    setSteps(Array.isArray(plan?.steps) ? plan.steps : []);
  };
  return <button onClick={ask}>{steps.join(", ")}</button>;
}

createRoot(document.getElementById("root")!).render(<Voyage />);
