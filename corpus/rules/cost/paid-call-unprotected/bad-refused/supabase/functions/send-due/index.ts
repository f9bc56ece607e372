import { Resend } from "npm:resend@4";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// What waits is sent and marked: a second call finds nothing.
Deno.serve(async () => { // expect: cost/paid-call-unprotected
  const { data: due, error } = await admin.from("outbox").select("id, address, text").eq("status", "queued").limit(50);
  if (error) return new Response(null, { status: 500 });
  for (const letter of due) {
    const { error: failed } = await resend.emails.send({ from: "hello@harbour.example", to: letter.address, subject: "News", text: letter.text });
    const { error: unmarked } = await admin.from("outbox").update({ status: failed ? "failed" : "sent" }).eq("id", letter.id);
    if (unmarked) console.error(unmarked);
  }
  return Response.json({ sent: due.length });
});
