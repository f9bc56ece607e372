import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { shop } = await req.json();
  const { error } = await admin.from("shops").update({ is_open: false }).eq("id", shop);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
