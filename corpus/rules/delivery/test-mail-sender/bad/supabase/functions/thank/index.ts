import { Resend } from "npm:resend@4.0.0";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));
const FROM = "Harbour <hello@resend.dev>";

Deno.serve(async (req) => {
  const { email, name } = await req.json();
  const { error } = await resend.emails.send({
    from: "Harbour <onboarding@resend.dev>", // expect: delivery/test-mail-sender
    to: [email],
    subject: "Your berth",
    html: `<p>Welcome, ${name}</p>`,
  });
  const answer = await fetch("https://api.resend.com/emails", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("RESEND_API_KEY")}` },
    body: JSON.stringify({ from: FROM, to: email, subject: "The tide", html: "<p>Soon</p>" }),
  });
  return new Response(JSON.stringify({ ok: !error && answer.ok }));
});
