import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Who is aboard already is asked again by the update.
Deno.serve(async (req) => {
  const { code } = await req.json();
  const { data: pass, error } = await admin.from("ferry_passes").select("id, checked_in_at").eq("code", code).single();
  if (error) return new Response("Unknown", { status: 404 });
  if (pass.checked_in_at) return new Response("Aboard already", { status: 409 });
  const { data, error: failed } = await admin
    .from("ferry_passes")
    .update({ checked_in_at: new Date().toISOString() })
    .eq("id", pass.id)
    .is("checked_in_at", null)
    .select("id");
  if (failed) return new Response(null, { status: 500 });
  return new Response(null, { status: data.length ? 200 : 409 });
});
