import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (request) => {
  const { people } = await request.json();
  let sent = 0;
  for (const to of people) {
    try {
      await resend.emails.send({ from: "a@kiosk.example", to, subject: "Tide", text: "…" }); // expect: errors/ignored-write-error
      sent += 1;
    } catch (error) {
      console.error("not sent", error);
    }
  }
  return Response.json({ sent });
});
