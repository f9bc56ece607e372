import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => { // expect: api/open-relay
  const { to, text } = await req.json();
  const { error } = await resend.emails.send({ from: "Kiosk <onboarding@resend.dev>", to, subject: "News", text });
  return new Response(null, { status: error ? 502 : 204 });
});
