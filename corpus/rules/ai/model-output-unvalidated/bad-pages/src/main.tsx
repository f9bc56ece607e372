import { createClient } from "@supabase/supabase-js";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const client = createClient("https://abc.supabase.co", "sb_publishable_1");

// One of two that ask looks at more than whether something came.
function Voyage() {
  const [steps, setSteps] = useState<string[]>([]);
  const ask = async () => {
    const { data } = await client.functions.invoke("plan", { body: { goal: "north" } });
    setSteps(data?.plan?.steps ?? []);
  };
  const again = async () => {
    const { data, error } = await client.functions.invoke("plan", { body: { goal: "south" } });
    if (error || !data?.success) return alert("No plan");
    setSteps(data.plan.steps);
  };
  return (
    <p>
      <button onClick={ask}>{steps.join(", ")}</button>
      <button onClick={again}>South</button>
    </p>
  );
}

createRoot(document.getElementById("root")!).render(<Voyage />);
