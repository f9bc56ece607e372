import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  if (!req.headers.get("Authorization")) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("orders").delete().lt("created_at", "2024-01-01");
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
