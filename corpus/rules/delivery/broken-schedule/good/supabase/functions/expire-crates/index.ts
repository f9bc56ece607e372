import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => {
  const { error } = await admin.from("harvests").delete().is("owner_id", null);
  return new Response(null, { status: error ? 500 : 204 });
});
