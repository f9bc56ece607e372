import { createClient } from "npm:@supabase/supabase-js@2";

// What it changes itself is small; what it starts is not.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { catchId } = await req.json();
  const { error } = await admin.from("catches").update({ seen: true }).eq("id", catchId);
  if (error) return new Response(null, { status: 500 });
  await admin.functions.invoke("pay-fisher", { body: { catchId } });
  return new Response(null, { status: 204 });
});
