import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { code } = await req.json();
  const { data: pass, error } = await admin.from("ferry_passes").select("id, checked_in_at").eq("code", code).single();
  if (error) return new Response("Unknown", { status: 404 });
  if (pass.checked_in_at) return new Response("Aboard already", { status: 409 });
  const { error: failed } = await admin.from("ferry_passes").update({ checked_in_at: new Date().toISOString() }).eq("id", pass.id); // expect: payments/check-then-write
  return new Response(null, { status: failed ? 500 : 200 });
});
