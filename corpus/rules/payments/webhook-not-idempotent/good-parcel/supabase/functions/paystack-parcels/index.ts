import { createHmac } from "node:crypto";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const text = await req.text();
  const wanted = createHmac("sha512", Deno.env.get("PAYSTACK_SECRET_KEY")!).update(text).digest("hex");
  if (wanted !== req.headers.get("x-paystack-signature")) return new Response(null, { status: 401 });
  const event = JSON.parse(text);
  const { data: changed, error } = await admin.from("parcels").update({ status: "paid" }).eq("id", event.data.metadata.parcel_id).eq("status", "open").select("id");
  if (error) return new Response(null, { status: 500 });
  if (changed.length === 0) return new Response(null, { status: 200 });
  const { error: lost } = await admin.from("cuts").insert({ seller_id: event.data.metadata.seller_id, cents: event.data.amount });
  return new Response(null, { status: lost ? 500 : 200 });
});
