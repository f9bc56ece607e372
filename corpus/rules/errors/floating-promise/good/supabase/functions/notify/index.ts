import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function log(text: string) {
  const { error } = await admin.from("log").insert({ text });
  if (error) throw error;
}

Deno.serve(async () => {
  await log("called");
  for (const name of ["a", "b"]) await log(name);
  await Promise.all(["c", "d"].map((name) => log(name)));
  const later = log("later");
  EdgeRuntime.waitUntil(fetch("https://hooks.example/ping", { method: "POST" }));
  await later;
  return new Response(null, { status: 204 });
});
