import { createClient } from "https://esm.sh/@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const key = req.headers.get("x-api-key");
  if (!key || !key.startsWith("ship_")) return new Response("no key", { status: 401 });
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const start = key.substring(0, 10);
  const { data: owner } = await admin.from("api_keys").select("depot_id").eq("key_prefix", start).maybeSingle(); // expect: auth/key-known-in-part
  if (!owner) return new Response("unknown key", { status: 401 });
  const { data } = await admin.from("shipments").select("*").eq("depot_id", owner.depot_id).limit(100);
  return Response.json(data);
});
