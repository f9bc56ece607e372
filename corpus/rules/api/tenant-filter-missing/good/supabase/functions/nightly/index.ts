import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A clock treats all tenants on purpose.
Deno.serve(async (req) => {
  const secret = Deno.env.get("CRON_SECRET");
  if (!secret || req.headers.get("x-cron-secret") !== secret) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("invoices").update({ status: "overdue" }).eq("status", "open");
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
