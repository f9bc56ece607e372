import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const mail = new Resend(Deno.env.get("RESEND_API_KEY"));

// Each is noted as reminded: nobody is told twice.
Deno.serve(async () => {
  const { data: due, error } = await admin.from("loans").select("id, email").is("reminded_at", null);
  if (error) return new Response(null, { status: 500 });
  for (const loan of due) {
    await mail.emails.send({ from: "desk@kiosk.example", to: loan.email, subject: "Due", text: "Bring it back" });
    const { error: failed } = await admin.from("loans").update({ reminded_at: new Date().toISOString() }).eq("id", loan.id);
    if (failed) return new Response(null, { status: 500 });
  }
  return new Response(null, { status: 204 });
});
