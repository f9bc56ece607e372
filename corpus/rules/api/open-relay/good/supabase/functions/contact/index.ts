import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => {
  const { message } = await req.json();
  if (typeof message !== "string" || message.length > 2000) return new Response("Bad request", { status: 400 });
  const { error } = await resend.emails.send({ from: "kiosk@kiosk.example", to: "owner@kiosk.example", subject: "Contact", text: message });
  return new Response(null, { status: error ? 500 : 204 });
});
