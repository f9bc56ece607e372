import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { digest } from "../_shared/digest.ts";

// The prefix finds the row, the hash of the whole key decides.
Deno.serve(async (req) => {
  const key = req.headers.get("x-api-key");
  if (!key) return new Response("no key", { status: 401 });
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: owner } = await admin.from("api_keys").select("depot_id, key_hash").eq("key_prefix", key.substring(0, 10)).maybeSingle();
  if (!owner || owner.key_hash !== (await digest(key))) return new Response("unknown key", { status: 401 });
  const { data } = await admin.from("shipments").select("*").eq("depot_id", owner.depot_id).limit(100);
  return Response.json(data);
});
