import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The id is sent, and compared.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  const { userId } = await req.json();
  if (!user || user.id !== userId) return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("profiles").update({ seen: true }).eq("id", userId);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
