import bcrypt from "npm:bcryptjs@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { token, password } = await req.json();
  const { data: reset } = await admin.from("resets").select("clerk_id").eq("token", token).maybeSingle();
  if (!reset) return new Response("Not found", { status: 404 });
  const password_hash = await bcrypt.hash(password, 12);
  const { error } = await admin.from("clerks").update({ password_hash }).eq("id", reset.clerk_id);
  return new Response(null, { status: error ? 500 : 204 });
});
