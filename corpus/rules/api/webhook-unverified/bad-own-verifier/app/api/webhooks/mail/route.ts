import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

// That there is a signature says nothing; nobody reckons it.
async function verifyWebhookSignature(request: Request): Promise<boolean> {
  const signature = request.headers.get("x-mail-signature");
  if (!process.env.MAIL_WEBHOOK_SECRET) return true;
  return !!signature;
}

export async function POST(request: Request) { // expect: api/webhook-unverified
  const event = await request.json();
  const isValid = await verifyWebhookSignature(request);
  if (!isValid) return Response.json({ error: "Invalid signature" }, { status: 401 });
  const { error } = await admin.from("mail_preferences").update({ unsubscribed: true }).eq("email", event.email);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
