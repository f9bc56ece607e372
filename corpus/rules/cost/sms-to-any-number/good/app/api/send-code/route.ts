import { createClient } from "@supabase/supabase-js";
import twilio from "twilio";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

const client = twilio(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);

export async function POST(request: Request) {
  const { phone } = await request.json();
  const { count, error } = await admin.from("codes").select("id", { count: "exact", head: true }).eq("phone", phone);
  if (error) return new Response(null, { status: 500 });
  if ((count ?? 0) >= 3) return Response.json({ error: "Later" }, { status: 429 });
  await client.messages.create({ to: phone, from: "+15550100", body: "Your code" });
  return Response.json({ sent: true });
}
