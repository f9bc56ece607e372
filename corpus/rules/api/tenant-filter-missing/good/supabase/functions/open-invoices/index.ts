import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: member } = await admin.from("members").select("org_id").eq("user_id", user.id).maybeSingle();
  if (!member) return new Response("Forbidden", { status: 403 });
  const { data, error } = await admin.from("invoices").select("id").eq("org_id", member.org_id).eq("status", "open").limit(50);
  return new Response(JSON.stringify(error ? [] : data));
});
