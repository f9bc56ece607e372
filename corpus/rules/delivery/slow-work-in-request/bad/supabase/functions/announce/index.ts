import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async () => {
  const { data, error } = await admin.from("members").select("email").limit(500);
  if (error) return new Response(null, { status: 500 });
  for (const member of data) {
    const { error: failed } = await resend.emails.send({ from: "a@kiosk.example", to: member.email, subject: "New", text: "…" }); // expect: delivery/slow-work-in-request
    if (failed) console.error("not sent");
  }
  return new Response(null, { status: 204 });
});
