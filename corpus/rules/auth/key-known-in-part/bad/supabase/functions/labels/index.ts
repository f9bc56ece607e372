import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { ownerOf } from "../_shared/keys.ts";

Deno.serve(async (req) => {
  const key = (req.headers.get("Authorization") ?? "").replace("Bearer ", "");
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const owner = await ownerOf(admin, key);
  if (!owner) return new Response("unknown key", { status: 401 });
  const { data } = await admin.from("labels").select("*").eq("depot_id", owner.depot_id).limit(100);
  return Response.json(data);
});
