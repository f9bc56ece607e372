import { createClient } from "npm:@supabase/supabase-js@2";

// What waits is paid, for one fisher or for all: too early at worst.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { fisher } = await req.json();
  const { data, error } = await admin.from("catches").select("id").eq("state", "waiting").eq("fisher", fisher);
  if (error) return new Response(null, { status: 500 });
  for (const one of data) await admin.functions.invoke("pay-fisher", { body: { catchId: one.id } });
  return new Response(null, { status: 204 });
});
