import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => {
  const { name, message } = await req.json();
  const { error } = await resend.emails.send({
    from: "kiosk@kiosk.example",
    to: "owner@kiosk.example",
    subject: "A message",
    html: `<p>${name} writes: ${message}</p>`, // expect: api/html-injection
  });
  return new Response(null, { status: error ? 500 : 204 });
});
