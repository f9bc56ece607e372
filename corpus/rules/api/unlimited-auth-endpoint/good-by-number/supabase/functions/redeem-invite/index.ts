import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Nothing goes out, and the number of an invitation is not to be guessed.
Deno.serve(async (req) => {
  const { inviteId, skipperId } = await req.json();
  const { data: skipper } = await admin.from("profiles").select("id, invited_by").eq("id", skipperId).single();
  if (!skipper || skipper.invited_by) return new Response("no", { status: 409 });
  const { error } = await admin.from("profiles").update({ invited_by: inviteId }).eq("id", skipperId);
  return new Response(null, { status: error ? 500 : 204 });
});
