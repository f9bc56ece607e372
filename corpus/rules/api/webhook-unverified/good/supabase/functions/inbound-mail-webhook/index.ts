import { Webhook } from "npm:svix@1";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const secret = Deno.env.get("RESEND_WEBHOOK_SECRET")!;

Deno.serve(async (req) => {
  const text = await req.text();
  let event: { data: { subject: string } };
  try {
    event = new Webhook(secret).verify(text, Object.fromEntries(req.headers)) as typeof event;
  } catch {
    return new Response("Bad signature", { status: 400 });
  }
  const { error } = await admin.from("mail_inbox").insert({ subject: event.data.subject });
  return new Response(null, { status: error ? 500 : 200 });
});
