import { useState } from "react";
import { supabase } from "./supabase";

async function save() {
  const { error } = await supabase.from("orders").insert({ note: "a" });
  if (error) throw error;
}

export default function App() {
  const [message, setMessage] = useState("");
  const go = async () => {
    save().catch(() => setMessage("Not saved"));
    const response = await fetch("/api/done", { method: "POST" });
    const body = await response.json().catch(() => null);
    if (!response.ok || !body) setMessage("Not done");
    document.querySelector("video")?.play().catch(() => {});
    navigator.clipboard.writeText("x").catch(() => {});
    navigator.serviceWorker.register("/sw.js").catch(() => {});
    const registration = await navigator.serviceWorker.getRegistration();
    registration?.update().catch(() => {});
  };
  return <button onClick={go}>{message}</button>;
}
