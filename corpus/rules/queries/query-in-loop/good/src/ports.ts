import { supabase } from "./supabase";

// Five at most.
export async function near(name: string) {
  const { data: ports, error } = await supabase.from("ports").select("id, name").ilike("name", `${name}%`).limit(5);
  if (error) throw error;
  const found: unknown[] = [];
  for (const port of ports) {
    const { data, error: failed } = await supabase.from("landings").select("kilos").eq("port_id", port.id).limit(50);
    if (failed) throw failed;
    found.push({ port, data });
  }
  return found;
}
