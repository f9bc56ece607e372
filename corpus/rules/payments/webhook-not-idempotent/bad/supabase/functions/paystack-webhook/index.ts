import { createHmac } from "node:crypto";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: payments/webhook-not-idempotent
  const text = await req.text();
  const wanted = createHmac("sha512", Deno.env.get("PAYSTACK_SECRET_KEY")!).update(text).digest("hex");
  if (wanted !== req.headers.get("x-paystack-signature")) return new Response(null, { status: 401 });
  const event = JSON.parse(text);
  const { data: seen, error: seenError } = await admin.from("events").select("id").eq("event_id", String(event.data.id)).maybeSingle();
  if (seenError) return new Response(null, { status: 500 });
  if (seen) return new Response(null, { status: 200 });
  const { error } = await admin.from("purchases").insert({ user_id: event.data.metadata.user_id, credits: 50 });
  if (error) return new Response(null, { status: 500 });
  const { error: markError } = await admin.from("events").insert({ event_id: String(event.data.id) });
  return new Response(null, { status: markError ? 500 : 200 });
});
