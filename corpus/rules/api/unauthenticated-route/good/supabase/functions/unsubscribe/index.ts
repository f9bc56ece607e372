import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The unguessable token in the mail is the proof.
Deno.serve(async (req) => {
  const { token } = await req.json();
  if (typeof token !== "string" || token.length !== 36) return new Response("Bad request", { status: 400 });
  const { error } = await admin.from("subscribers").update({ active: false }).eq("unsubscribe_token", token);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
