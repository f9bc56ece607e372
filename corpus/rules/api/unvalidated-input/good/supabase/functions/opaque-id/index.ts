import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Only a key that is looked up.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { entryId } = await req.json();
  const { error } = await admin.from("entries").delete().eq("id", entryId).eq("user_id", user.id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
