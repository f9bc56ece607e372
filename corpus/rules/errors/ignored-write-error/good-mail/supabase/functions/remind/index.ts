import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// Another service, whose client throws.
const post = { emails: { send: async (mail: object) => { if (!mail) throw new Error("nothing"); } } };

Deno.serve(async (request) => {
  const { to } = await request.json();
  const { error } = await resend.emails.send({ from: "a@kiosk.example", to, subject: "Tide", text: "…" });
  if (error) return new Response(null, { status: 502 });
  const result = await resend.emails.send({ from: "a@kiosk.example", to, subject: "Ebb", text: "…" });
  if (result.error) throw new Error(result.error.message);
  await post.emails.send({ to });
  return Response.json({ sent: true });
});
