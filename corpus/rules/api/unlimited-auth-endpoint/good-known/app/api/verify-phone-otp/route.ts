import { admin } from "../../../lib/admin";
import { createClient } from "../../../lib/server";

export async function POST(request: Request) {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return Response.json({ error: "Unauthorized" }, { status: 401 });
  const { phone, otp } = await request.json();
  const { data: sent } = await admin.from("phone_codes").select("*").eq("user_id", user.id).eq("phone", phone).single();
  if (!sent || sent.attempts >= 5) return Response.json({ error: "Ask for another code" }, { status: 400 });
  await admin.from("phone_codes").update({ attempts: sent.attempts + 1 }).eq("id", sent.id);
  if (sent.code !== otp) return Response.json({ error: "Wrong code" }, { status: 400 });
  const { error } = await admin.from("profiles").update({ phone, phone_verified: true }).eq("id", user.id);
  return Response.json({ ok: !error });
}
