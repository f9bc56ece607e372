import { createClient } from "https://esm.sh/@supabase/supabase-js@2";

// Who is signed in says which of his keys he means; the prefix lets nobody in.
Deno.serve(async (req) => {
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: { user } } = await admin.auth.getUser((req.headers.get("Authorization") ?? "").replace("Bearer ", ""));
  if (!user) return new Response("sign in", { status: 401 });
  const { key } = await req.json();
  const { data: row } = await admin.from("api_keys").select("id").eq("key_prefix", key.slice(0, 10)).eq("owner_id", user.id).maybeSingle();
  if (!row) return new Response("no such key", { status: 404 });
  return Response.json({ id: row.id });
});
