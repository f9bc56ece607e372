import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!, {
  auth: { persistSession: false, autoRefreshToken: false },
});

Deno.serve(async () => {
  const { error } = await admin.from("settings").select("id", { head: true }).limit(1);
  return new Response(null, { status: error ? 500 : 204 });
});
