import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Reminders for what is due, each once.
Deno.serve(async () => { // expect: api/unauthenticated-route
  const { data: due } = await admin.from("escrow_transactions").select("id, email").is("reminder_sent_at", null);
  for (const row of due ?? []) {
    await fetch("https://api.resend.com/emails", {
      method: "POST",
      headers: { Authorization: `Bearer ${Deno.env.get("RESEND_API_KEY")}` },
      body: JSON.stringify({ to: row.email, subject: "Your deal waits" }),
    });
    await admin.from("escrow_transactions").update({ reminder_sent_at: new Date().toISOString() }).eq("id", row.id);
  }
  return new Response(null, { status: 204 });
});
