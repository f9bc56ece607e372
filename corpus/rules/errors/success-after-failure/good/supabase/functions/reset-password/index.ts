import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// Says the same whether the account exists or not.
Deno.serve(async (req) => {
  const { email } = await req.json();
  try {
    const { error } = await resend.emails.send({ from: "a@kiosk.example", to: email, subject: "Reset", text: "…" });
    if (error) throw error;
  } catch (error) {
    console.error("reset mail", error);
  }
  return Response.json({ ok: true });
});
