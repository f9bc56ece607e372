import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// Each arm asks before it works; what came in is written down first.
export async function POST(request: Request) {
  const event = await request.json();
  await admin.from("deliveries").insert({ kind: event.type, payload: event });
  if (event.type === "bounced") {
    const message = await ask(event.message_id);
    if (!message) return Response.json({ error: "unknown mail" }, { status: 400 });
    const { error } = await admin.from("members").update({ mail_state: "bounced" }).eq("email", message.to);
    return Response.json({ ok: !error }, { status: error ? 500 : 200 });
  }
  const mail = await ask(event.message_id);
  if (!mail) return Response.json({ error: "unknown mail" }, { status: 400 });
  const { error } = await admin.from("enquiries").update({ answer: mail.text, kind: event.type }).eq("mail_id", event.message_id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}

async function ask(id: string) {
  const response = await fetch(`https://api.sendgrid.com/v3/messages/${id}`, {
    headers: { Authorization: `Bearer ${process.env.SENDGRID_API_KEY}` },
  });
  return response.ok ? await response.json() : null;
}
