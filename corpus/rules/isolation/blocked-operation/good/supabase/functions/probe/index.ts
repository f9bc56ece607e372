import { createClient } from "npm:@supabase/supabase-js@2";

// Signed in, the client is no stranger.
Deno.serve(async () => {
  const client = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!);
  await client.auth.signInWithPassword({ email: "probe@example.org", password: Deno.env.get("PROBE_PASSWORD")! });
  const { error } = await client.from("orders").select("id").limit(1);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
