import { useState } from "react";
import { supabase } from "./supabase";

function draft() {
  try {
    return JSON.parse(localStorage.getItem("draft") ?? "null");
  } catch {
    // a broken draft is no draft
  }
  return null;
}

async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {}
}

async function share() {
  try {
    await navigator.share({ url: location.href });
  } catch {
    // closed by the person
  }
}

function stop(player: HTMLAudioElement, socket: WebSocket) {
  try {
    player.pause();
    socket.close();
  } catch {}
}

export default function App() {
  const [message, setMessage] = useState("");
  const save = async () => {
    try {
      const { error } = await supabase.from("orders").insert({ note: draft() });
      if (error) throw error;
    } catch {
      setMessage("Not saved");
    }
  };
  return <button onClick={() => save().then(() => copy("x")).then(share).then(() => stop(new Audio(), new WebSocket("wss://x.example")))}>{message}</button>;
}
