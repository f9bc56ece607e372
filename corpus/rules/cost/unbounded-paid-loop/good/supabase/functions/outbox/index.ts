import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async () => {
  const { data: mails, error } = await admin.from("outbox").select("id, email").is("sent_at", null).limit(20);
  if (error) return new Response(null, { status: 500 });
  for (const mail of mails) {
    await resend.emails.send({ from: "a@kiosk.example", to: mail.email, subject: "News", text: "…" });
  }
  return new Response(null, { status: 204 });
});
