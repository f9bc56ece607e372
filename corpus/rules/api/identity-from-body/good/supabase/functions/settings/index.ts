import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The profile named is asked for together with who calls.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { profileId, settings } = await req.json();
  const { data: own } = await admin.from("profiles").select("id").eq("id", profileId).eq("id", user.id).maybeSingle();
  if (!own) return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("profiles").update({ settings }).eq("id", profileId);
  return new Response(null, { status: error ? 500 : 204 });
});
