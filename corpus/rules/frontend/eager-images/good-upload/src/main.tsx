import { useState } from "react";
import { createRoot } from "react-dom/client";
import { Shots } from "./Shots";

function Log() {
  const [draft, setDraft] = useState<{ shots?: string[] }>({});
  return <Shots draft={draft} onChange={setDraft} />;
}

createRoot(document.getElementById("root")!).render(<Log />);
