import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The row lacks what it must have, and nothing makes the function: today nothing happens.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { tool } = await req.json();
  const { error } = await admin.from("tool_visits").insert({ tool });
  if (error) return new Response(null, { status: 500 });
  const { error: failed } = await admin.rpc("raise_tool", { tool });
  return new Response(null, { status: failed ? 500 : 204 });
});
