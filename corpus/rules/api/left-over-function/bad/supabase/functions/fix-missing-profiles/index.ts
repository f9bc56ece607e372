import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async () => { // expect: api/left-over-function
  const { error } = await admin.from("profiles").update({ plan: "free" }).is("plan", null);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
