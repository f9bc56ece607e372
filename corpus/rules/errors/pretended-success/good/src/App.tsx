import { useState } from "react";
import { toast } from "sonner";
import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export default function App({ onSave }: { onSave: (text: string) => void }) {
  const [text, setText] = useState("");
  const [step, setStep] = useState(0);
  const [copied, setCopied] = useState(false);
  // The pause is for the eye; the letter goes out.
  const handleSubmit = async () => {
    const { error } = await supabase.from("letters").insert({ text });
    if (error) return toast.error("Not sent");
    await new Promise((resolve) => setTimeout(resolve, 800));
    toast.success("Sent");
  };
  // Somebody else does it.
  const saveDraft = async () => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    onSave(text);
    toast.success("Saved");
  };
  // Kept in the browser, as it says.
  const saveLocally = () => {
    localStorage.setItem("draft", text);
    setTimeout(() => toast.success("Saved in this browser"), 500);
  };
  // Nothing is said to have worked.
  const sendNext = async () => {
    await pause(500);
    setStep(step + 1);
  };
  // No work is promised.
  const shine = () => setTimeout(() => setCopied(true), 600);
  return <form onSubmit={handleSubmit}><input value={text} onChange={(e) => setText(e.target.value)} onBlur={saveDraft} onFocus={saveLocally} /><button onClick={() => sendNext().then(shine)}>{copied}</button></form>;
}
