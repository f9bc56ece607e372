import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { digest } from "../_shared/digest.ts";

// Both in one look-up.
Deno.serve(async (req) => {
  const key = (req.headers.get("Authorization") ?? "").replace("Bearer ", "");
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const hash = await digest(key);
  const { data: owner } = await admin.from("depot_keys").select("depot_id").eq("prefix", key.slice(0, 8)).eq("key_hash", hash).maybeSingle();
  if (!owner) return new Response("unknown key", { status: 401 });
  const { data } = await admin.from("labels").select("*").eq("depot_id", owner.depot_id).limit(100);
  return Response.json(data);
});
