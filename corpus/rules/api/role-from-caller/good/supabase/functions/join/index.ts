import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const OPEN = ["member", "guest"];

Deno.serve(async (req) => {
  const { id, role } = await req.json();
  if (!OPEN.includes(role)) return new Response("Bad request", { status: 400 });
  const { error } = await admin.from("profiles").insert({ id, role });
  return new Response(null, { status: error ? 500 : 204 });
});
