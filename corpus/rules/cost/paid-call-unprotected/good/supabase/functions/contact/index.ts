import { Resend } from "npm:resend@4";

const mail = new Resend(Deno.env.get("RESEND_API_KEY"));

const TEAM = ["kitchen@corner.example", "desk@corner.example"];

// Whoever writes, the mail goes to the team.
Deno.serve(async (req) => {
  const { name, question } = await req.json();
  await Promise.all(
    TEAM.map((one) => mail.emails.send({ from: "site@corner.example", to: [one], subject: `From ${name}`, text: String(question) })),
  );
  return new Response(null, { status: 204 });
});
