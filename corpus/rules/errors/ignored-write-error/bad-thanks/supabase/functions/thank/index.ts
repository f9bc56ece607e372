import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// What comes back is printed, whatever it says.
Deno.serve(async (request) => {
  const { to } = await request.json();
  const sent = await resend.emails.send({ from: "a@kiosk.example", to, subject: "Thanks", text: "…" }); // expect: errors/ignored-write-error
  console.log("Thanked:", sent);
  return new Response(null, { status: 204 });
});
