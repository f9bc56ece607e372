import { Resend } from "npm:resend@4";

const resend = new Resend(Deno.env.get("RESEND_API_KEY"));

Deno.serve(async (req) => {
  const secret = Deno.env.get("CRON_SECRET");
  if (!secret || req.headers.get("x-cron-secret") !== secret) return new Response("Unauthorized", { status: 401 });
  const { error } = await resend.emails.send({ from: "kiosk@kiosk.example", to: "owner@kiosk.example", subject: "Digest", text: "…" });
  return new Response(null, { status: error ? 500 : 204 });
});
