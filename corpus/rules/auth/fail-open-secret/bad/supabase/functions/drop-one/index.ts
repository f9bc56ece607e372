import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const secret = Deno.env.get("DROP_SECRET");

Deno.serve(async (req) => {
  if (secret && req.headers.get("x-drop-secret") !== secret) { // expect: auth/fail-open-secret
    return new Response("Unauthorized", { status: 401 });
  }
  const { id } = await req.json();
  const { error } = await admin.from("uploads").delete().eq("id", id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
