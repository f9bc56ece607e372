import bcrypt from "npm:bcryptjs@3";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { id, password, previous } = await req.json();
  if (previous) {
    const { data } = await admin.from("clerks").select("password_hash").eq("id", id).single();
    if (!(await bcrypt.compare(previous, data?.password_hash ?? ""))) return new Response("Wrong", { status: 401 });
  }
  const password_hash = await bcrypt.hash(password, 12);
  const { error } = await admin.from("clerks").update({ password_hash }).eq("id", id); // expect: auth/password-set-by-anyone
  return new Response(null, { status: error ? 500 : 204 });
});
