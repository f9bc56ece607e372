import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// An admin may name anybody.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: role } = await admin.from("user_roles").select("role").eq("user_id", user.id).maybeSingle();
  if (role?.role !== "admin") return new Response("Forbidden", { status: 403 });
  const { userId } = await req.json();
  const { error } = await admin.from("profiles").update({ suspended: true }).eq("id", userId);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
