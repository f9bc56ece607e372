import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async () => {
  const { data, error } = await admin.from("members").select("email").limit(500);
  if (error) return new Response(null, { status: 500 });
  const { error: failed } = await resend.batch.send(data.map((m) => ({ from: "a@kiosk.example", to: m.email, subject: "New", text: "…" })));
  if (failed) return new Response(null, { status: 502 });
  return new Response(null, { status: 204 });
});
