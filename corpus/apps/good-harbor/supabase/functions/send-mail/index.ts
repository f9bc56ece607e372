import { admin } from "../_shared/database.ts";
import { required } from "../_shared/env.ts";
import { PublicError } from "../_shared/errors.ts";
import { log } from "../_shared/log.ts";
import { sameSecret } from "../_shared/secrets.ts";
import { serve } from "../_shared/serve.ts";

const BATCH = 20;
const cronSecret = required("CRON_SECRET");
const resendKey = required("RESEND_API_KEY");

/** Resend drops a repeat of the same key, so a mail that was sent but not marked goes out once. */
async function send(mail: { dedupe_key: string; recipient: string; subject: string; body: string }): Promise<void> {
  const response = await fetch("https://api.resend.com/emails", {
    method: "POST",
    headers: {
      authorization: `Bearer ${resendKey}`,
      "content-type": "application/json",
      "idempotency-key": mail.dedupe_key,
    },
    body: JSON.stringify({
      from: "Harbor <harbor@harbor.example>",
      to: mail.recipient,
      subject: mail.subject,
      text: mail.body,
    }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`mail provider answered ${response.status}`);
}

// One worker of the queue: what fails stays in it and is tried again, up to five times.
serve("send-mail", async (request, requestId) => {
  const given = request.headers.get("x-cron-secret") ?? "";
  if (!(await sameSecret(given, cronSecret))) throw new PublicError(401, "Not for you");

  const { data: run, error: runError } = await admin
    .from("job_runs")
    .insert({ job: "send-mail" })
    .select("id")
    .single();
  if (runError) throw runError;

  const { data: mails, error } = await admin.rpc("claim_mail", { batch: BATCH });
  if (error) throw error;

  const sent: number[] = [];
  for (const mail of mails) {
    try {
      await send(mail);
      sent.push(mail.id);
    } catch (reason) {
      log.error("mail not sent", { requestId, mail: mail.id, reason: String(reason) });
    }
  }

  const { error: markError } = await admin
    .from("mail_outbox")
    .update({ sent_at: new Date().toISOString() })
    .in("id", sent);
  if (markError) throw markError;

  const { error: doneError } = await admin
    .from("job_runs")
    .update({
      finished_at: new Date().toISOString(),
      outcome: sent.length === mails.length ? "done" : "failed",
      items: sent.length,
    })
    .eq("id", run.id);
  if (doneError) throw doneError;

  return Response.json({ sent: sent.length });
});
