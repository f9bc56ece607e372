import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { userId } = await req.json();
  const { error } = await admin.from("profiles").delete().eq("id", userId); // expect: api/identity-from-body
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
