import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const key = Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!;
  if (req.headers.get("Authorization") !== `Bearer ${key}`) return new Response("no", { status: 401 });
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, key);
  const { giftId } = await req.json();
  const { error } = await admin.from("gifts").delete().eq("id", giftId);
  return new Response(null, { status: error ? 500 : 204 });
});
