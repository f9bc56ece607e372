import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Called twice at once, it books twice.
Deno.serve(async () => { // expect: api/unauthenticated-route
  const { error } = await admin.from("payouts").update({ status: "sent" }).lt("due_at", new Date().toISOString());
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
