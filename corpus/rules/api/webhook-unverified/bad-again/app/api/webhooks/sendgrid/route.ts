import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// Mail that came in is asked for again, what became of mail that went out is believed.
export async function POST(request: Request) { // expect: api/webhook-unverified
  const event = await request.json();
  if (event.type === "bounced") {
    return noteBounce(event);
  }
  if (event.type === "received") {
    return takeIn(event);
  }
  return Response.json({ ignored: true });
}

async function noteBounce(event: any) {
  const { error } = await admin.from("members").update({ mail_state: "bounced" }).eq("email", event.recipient);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

async function takeIn(event: any) {
  const response = await fetch(`https://api.sendgrid.com/v3/messages/${event.message_id}`, {
    headers: { Authorization: `Bearer ${process.env.SENDGRID_API_KEY}` },
  });
  if (!response.ok) return Response.json({ error: "unknown mail" }, { status: 400 });
  const mail = await response.json();
  const { error } = await admin.from("enquiries").update({ answer: mail.text }).eq("mail_id", mail.id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
