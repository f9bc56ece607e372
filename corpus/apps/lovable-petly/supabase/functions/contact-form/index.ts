import { Resend } from "npm:resend@4.0.0";
import { corsHeaders, json } from "../_shared/cors.ts";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

// expect: api/open-relay
Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response(null, { headers: corsHeaders });

  try {
    const { to, subject, html } = await req.json();
    const { error } = await resend.emails.send({
      from: "Petly <hello@petly.example>",
      to,
      subject,
      html,
    });
    if (error) throw error;
    return json({ ok: true });
  } catch (error) {
    console.error("contact-form:", error);
    return json({ error: "The message was not sent" }, 500);
  }
});
