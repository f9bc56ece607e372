import { Resend } from "npm:resend@4";

const mail = new Resend(Deno.env.get("RESEND_API_KEY"));

// The service lends this sender for trying it out: it reaches the account's own address alone.
Deno.serve(async (req) => { // expect: cost/paid-call-unprotected
  const { to, text } = await req.json();
  const { error } = await mail.emails.send({ from: "Kiosk <onboarding@resend.dev>", to, subject: "News", text });
  return new Response(null, { status: error ? 500 : 204 });
});
