import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => { // expect: api/open-relay
  const { to, subject, html } = await req.json();
  const { error } = await resend.emails.send({ from: "kiosk@kiosk.example", to, subject, html });
  return new Response(null, { status: error ? 500 : 204 });
});
