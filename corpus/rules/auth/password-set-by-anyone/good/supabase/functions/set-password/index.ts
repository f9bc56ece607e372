import bcrypt from "npm:bcryptjs@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { password } = await req.json();
  const password_hash = await bcrypt.hash(password, 12);
  const { error } = await admin.from("clerks").update({ password_hash }).eq("id", user.id);
  return new Response(null, { status: error ? 500 : 204 });
});
