import { Resend } from "npm:resend@4.0.0";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => {
  const { email, text } = await req.json();
  const { error } = await resend.emails.send({
    from: Deno.env.get("MAIL_FROM") || "Harbour <onboarding@resend.dev>",
    to: [email],
    subject: "Your berth",
    html: "<p>Welcome</p>",
  });
  const own = await resend.emails.send({ from: "Harbour <hello@harbour.example>", to: email, subject: "The tide", text });
  const { error: lost } = await resend.emails.send({
    from: "Harbour <onboarding@resend.dev>",
    to: "owner@harbour.example",
    subject: "A word from the form",
    text,
  });
  return new Response(JSON.stringify({ ok: !error && !own.error && !lost }));
});
