import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function log(text: string) {
  const { error } = await admin.from("log").insert({ text });
  if (error) throw error;
}

Deno.serve(async () => {
  log("called"); // expect: errors/floating-promise
  fetch("https://hooks.example/ping", { method: "POST" });
  ["a", "b"].forEach(async (name) => {
    await log(name);
  });
  return new Response(null, { status: 204 });
});
