import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  const response = await fetch("https://rates.example/eur", { signal: AbortSignal.timeout(5000) }); // expect: errors/unchecked-response
  const { rate } = await response.json();
  const { error } = await admin.from("rates").insert({ rate });
  return new Response(null, { status: error ? 500 : 204 });
});
