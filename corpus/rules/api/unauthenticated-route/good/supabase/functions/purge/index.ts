import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The second test alone would let everybody pass who is not signed in; the first does not.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  if (user && user.app_metadata.role !== "admin") return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("orders").delete().lt("created_at", "2024-01-01");
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
