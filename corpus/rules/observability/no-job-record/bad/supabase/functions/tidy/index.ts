import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => { // expect: observability/no-job-record
  const { error } = await admin.from("carts").delete().lt("touched_at", new Date(Date.now() - 86_400_000).toISOString());
  return new Response(null, { status: error ? 500 : 204 });
});
