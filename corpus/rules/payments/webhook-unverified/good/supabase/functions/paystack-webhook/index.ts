import { createHmac, timingSafeEqual } from "node:crypto";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const text = await req.text();
  const wanted = createHmac("sha512", Deno.env.get("PAYSTACK_SECRET_KEY")!).update(text).digest();
  const given = Buffer.from(req.headers.get("x-paystack-signature") ?? "", "hex");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return new Response(null, { status: 401 });
  const event = JSON.parse(text);
  const { error } = await admin.rpc("apply_event", { event_id: String(event.data.id), kind: event.event });
  return new Response(null, { status: error ? 500 : 200 });
});
