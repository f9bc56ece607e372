import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// All the work stands within the test.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (user) {
    if (user.app_metadata.role !== "admin") return new Response("Forbidden", { status: 403 });
    const { error } = await admin.from("orders").delete().lt("created_at", "2024-01-01");
    if (error) return new Response("failed", { status: 500 });
  }
  return new Response("ok");
});
