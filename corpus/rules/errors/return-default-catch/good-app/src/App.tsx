import { supabase } from "./supabase";

export async function orders() {
  const { data, error } = await supabase.from("orders").select("id").limit(20);
  if (error) throw error;
  return data;
}

export function stored(): string[] {
  try {
    return JSON.parse(localStorage.getItem("cart") ?? "[]");
  } catch {
    return [];
  }
}

export async function save(): Promise<{ ok: boolean }> {
  try {
    const { error } = await supabase.from("orders").insert({ note: "a" });
    if (error) throw error;
    return { ok: true };
  } catch {
    return { ok: false };
  }
}

export function isAddress(text: string): boolean {
  try {
    new URL(text);
    return true;
  } catch {
    return false;
  }
}

export default function App() {
  return <button onClick={() => orders().then(stored).then(save)}>{String(isAddress("x"))}</button>;
}
