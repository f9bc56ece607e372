import { createClient } from "@supabase/supabase-js";

const supabase = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_ANON_KEY);

export async function markPaid(id: string) {
  await supabase.from("orders").update({ status: "paid" }).eq("id", id); // expect: errors/ignored-write-error
}

export async function addNote(text: string) {
  try {
    const { data } = await supabase.from("notes").insert({ text }).select(); // expect: errors/ignored-write-error
    return data;
  } catch {
    throw new Error("never reached: the call above does not throw");
  }
}

export async function leave(ids: string[]) {
  await Promise.all(ids.map((id) => supabase.from("memberships").delete().eq("id", id))); // expect: errors/ignored-write-error
}

export async function importShips(names: string[]) {
  let saved = 0;
  for (const name of names) {
    const { error } = await supabase.from("ships").insert({ name });
    if (!error) saved++; // expect: errors/ignored-write-error
  }
  return saved;
}

export async function startTrip(note: string) {
  const { data: trip } = await supabase.from("trips").insert({ note }).select().single(); // expect: errors/ignored-write-error
  return fetch(`/api/trips/${trip!.id}`);
}
