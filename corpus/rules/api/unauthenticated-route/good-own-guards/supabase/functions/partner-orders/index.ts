import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Key and secret are checked by a function of the database.
Deno.serve(async (req) => {
  const key = req.headers.get("x-api-key");
  const secret = req.headers.get("x-api-secret");
  if (!key || !secret) return new Response("Unauthorized", { status: 401 });
  const { data: partner } = await admin.rpc("check_api_key", { p_key: key, p_secret: secret }).single();
  if (!partner?.valid) return new Response("Unauthorized", { status: 401 });
  const { id } = await req.json();
  const { error } = await admin.from("orders").update({ seen: true }).eq("id", id).eq("partner_id", partner.id);
  return new Response(null, { status: error ? 500 : 204 });
});
