import { useState } from "react";
import { supabase } from "../client";

type Firing = { id: string; potter_id: string; cost: number };

export function Firings() {
  const [firings] = useState<Firing[]>([]);
  const [chosen] = useState<Set<string>>(new Set());
  const cancel = async (firing: Firing) => {
    const { data: potter, error } = await supabase.from("profiles").select("credits").eq("id", firing.potter_id).single();
    if (error) throw error;
    const credits = potter.credits + firing.cost;
    const { error: failed } = await supabase.from("profiles").update({ credits }).eq("id", firing.potter_id); // expect: isolation/blocked-operation
    if (failed) throw failed;
  };
  const remindAll = async () => {
    for (const potterId of chosen) {
      const { error } = await supabase.from("profiles").update({ reminded: true }).eq("id", potterId);
      if (error) throw error;
    }
  };
  const lock = async (id: string) => {
    const { error } = await supabase.from("shelves").delete().eq("potter_id", id); // expect: isolation/blocked-operation
    if (error) throw error;
  };
  return (
    <ul onDoubleClick={remindAll}>
      {firings.map((f) => (
        <li key={f.id} onClick={() => cancel(f)} onBlur={() => lock(f.potter_id)} />
      ))}
    </ul>
  );
}
