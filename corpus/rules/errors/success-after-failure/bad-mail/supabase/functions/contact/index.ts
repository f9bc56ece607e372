import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (request) => {
  const { text } = await request.json();
  await resend.emails.send({ from: "a@kiosk.example", to: "b@kiosk.example", subject: "Written", text });
  return Response.json({ success: true }); // expect: errors/success-after-failure
});
