import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const step = (text: string, e: unknown) => {
  console.error(`[moor] ${text}`, e);
  throw e;
};

const told: unknown[] = [];
const keep = (text: string, e: unknown) => {
  console.error(text);
  told.push(e);
};

const send = async (text: string) => {
  console.error(text);
  await fetch("https://watch.example/alarms", { method: "POST", body: text, signal: AbortSignal.timeout(5000) });
};

// More than a line for the console: it is thrown, kept, or sent to whoever is on watch.
Deno.serve(async (req) => {
  const { berth, ship } = await req.json();
  const { error } = await admin.from("berths").update({ ship }).eq("id", berth);
  if (error) step("not moored", error);
  const { error: unpaid } = await admin.from("dues").insert({ berth, ship });
  if (unpaid) keep("no dues", unpaid);
  const { error: unlit } = await admin.from("lights").insert({ berth });
  if (unlit) await send("no light");
  // Read for the log alone.
  const { data: seen, error: unseen } = await admin.from("berths").select("id, ship").eq("id", berth).single();
  if (unseen) console.error("not seen", unseen);
  if (seen) console.log("moored", seen.ship);
  return Response.json({ told });
});
