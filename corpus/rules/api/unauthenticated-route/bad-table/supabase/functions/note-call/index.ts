import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Rows that are added to a log litter it, and change nothing that was there.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { tool, took } = await req.json();
  const { error } = await admin.from("tool_logs").insert({ tool, took });
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
