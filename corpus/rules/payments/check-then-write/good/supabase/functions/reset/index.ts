import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Only one person was sent the token.
Deno.serve(async (req) => {
  const { token, password } = await req.json();
  const { data: row, error } = await admin.from("password_reset_tokens").select("id, user_id, used_at").eq("token", token).single();
  if (error || row.used_at) return new Response("Not valid", { status: 409 });
  const { error: failed } = await admin.from("password_reset_tokens").update({ used_at: new Date().toISOString() }).eq("id", row.id);
  if (failed) return new Response(null, { status: 500 });
  const { error: refused } = await admin.auth.admin.updateUserById(row.user_id, { password });
  return new Response(null, { status: refused ? 500 : 200 });
});
