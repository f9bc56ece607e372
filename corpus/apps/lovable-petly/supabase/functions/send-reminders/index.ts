import { createClient } from "https://esm.sh/@supabase/supabase-js@2";
import { Resend } from "npm:resend@4.0.0";
import { json } from "../_shared/cors.ts";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// Called by pg_cron with the anon key, so it cannot tell the clock from a stranger.
// expect: api/unauthenticated-route
// expect: cost/paid-call-unprotected
Deno.serve(async () => {
  const supabase = createClient(
    Deno.env.get("SUPABASE_URL") ?? "",
    Deno.env.get("SUPABASE_SERVICE_ROLE_KEY") ?? "",
  );

  const today = new Date().toISOString().slice(0, 10);
  // expect: queries/unindexed-filter
  // expect: queries/unbounded-read
  const { data: reminders, error } = await supabase
    .from("reminders")
    .select("id, kind, due_on, pets(name, profiles(email))")
    .eq("due_on", today);

  if (error) {
    console.error("send-reminders:", error);
    return json({ error: "Reminders could not be read" }, 500);
  }

  let sent = 0;
  for (const reminder of reminders ?? []) {
    // expect: cost/unbounded-paid-loop
    // expect: errors/unrepeatable-job
    const { error: mailError } = await resend.emails.send({
      from: "Petly <hello@petly.example>",
      to: reminder.pets.profiles.email,
      subject: `Reminder for ${reminder.pets.name}`,
      text: `A ${reminder.kind} is due on ${reminder.due_on}.`,
    });
    if (mailError) {
      // expect: observability/personal-data-in-logs
      console.error(`Mail to ${reminder.pets.profiles.email} failed`, mailError);
      continue;
    }
    sent += 1;
  }

  return json({ sent });
});
