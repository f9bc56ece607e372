import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const resend = new Resend(Deno.env.get("RESEND_API_KEY"));
const CRON_SECRET = Deno.env.get("CRON_SECRET");

// Only a clock has the secret, and each row is marked as it is done: nobody waits, and the next run goes on.
Deno.serve(async (req) => {
  if (!CRON_SECRET || req.headers.get("X-Cron-Secret") !== CRON_SECRET) return new Response("no", { status: 401 });
  const { data: unsent, error } = await admin.from("members").select("id, email").eq("told", false);
  if (error) return new Response(null, { status: 500 });
  for (const row of unsent) {
    const { error: failed } = await resend.emails.send({ from: "a@kiosk.example", to: row.email, subject: "Hello", text: "…" });
    if (failed) continue;
    const { error: unmarked } = await admin.from("members").update({ told: true }).eq("id", row.id);
    if (unmarked) return new Response(null, { status: 500 });
  }
  return new Response(null, { status: 204 });
});
