import OpenAI from "openai";
import { useState } from "react";
import { supabase } from "./supabase";

// Typed by hand, one after the other: there never are many.
export function Invite() {
  const [rows, setRows] = useState<string[]>([""]);
  const send = async () => {
    for (const email of rows.filter((row) => row)) {
      const { error } = await supabase.from("invites").insert({ email });
      if (error) throw error;
    }
    setRows([]);
  };
  return (
    <form onSubmit={send}>
      {rows.map((row, at) => <input key={at} value={row} onChange={(e) => setRows(rows.map((r, i) => (i === at ? e.target.value : r)))} />)}
      <button type="button" onClick={() => setRows((before) => [...before, ""])}>More</button>
    </form>
  );
}

const openai = new OpenAI();

// Each round takes as long as the model does.
async function review(club: string) {
  const { data, error } = await supabase.from("clubs").select("name").eq("id", club).single();
  if (error) throw error;
  return openai.chat.completions.create({ model: "gpt-4o", messages: [{ role: "user", content: data.name }] });
}

export async function reviews(clubs: string[]) {
  return Promise.allSettled(clubs.map((club) => review(club)));
}
