import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (user) {
    const isAdmin = user.app_metadata.role === "admin";
    if (!isAdmin) return new Response("Forbidden", { status: 403 });
  }
  const { error } = await admin.from("orders").delete().lt("created_at", "2024-01-01");
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
