import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Without the fares the audit says that all of them are right.
Deno.serve(async () => {
  const wrong: string[] = [];
  const { data: fares } = await admin.from("fares").select("id, rate").limit(500); // expect: errors/ignored-read-error
  for (const fare of fares || []) if (fare.rate !== 15) wrong.push(fare.id);
  const { error } = await admin.from("fare_audits").insert({ found: wrong.length, score: wrong.length ? 50 : 100 });
  if (error) throw error;
  return new Response("ok");
});
