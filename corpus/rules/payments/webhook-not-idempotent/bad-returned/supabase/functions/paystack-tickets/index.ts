import { createHmac } from "node:crypto";
import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const text = await req.text();
  const wanted = createHmac("sha512", Deno.env.get("PAYSTACK_SECRET_KEY")!).update(text).digest("hex");
  if (wanted !== req.headers.get("x-paystack-signature")) return new Response(null, { status: 401 });
  const event = JSON.parse(text);

  // What did not go out is given back, and nobody asks whether it was before.
  if (event.event === "transfer.failed") {
    const { data: payout, error } = await admin.from("till_payouts").select("*").eq("transfer_code", event.data.transfer_code).single();
    if (error) return new Response(null, { status: 500 });
    const { data: till, error: gone } = await admin.from("tills").select("cents").eq("id", payout.till_id).single();
    if (gone) return new Response(null, { status: 500 });
    const { error: lost } = await admin.from("tills").update({ cents: till.cents + payout.cents }).eq("id", payout.till_id); // expect: payments/webhook-not-idempotent
    if (lost) return new Response(null, { status: 500 });
    await admin.from("till_payouts").update({ status: "failed" }).eq("id", payout.id);
    return new Response(null, { status: 200 });
  }

  if (event.event !== "charge.success") return new Response(null, { status: 200 });
  const { till_id } = event.data.metadata;
  const { error: known } = await admin.from("till_entries").insert({ reference: event.data.reference, till_id, cents: event.data.amount });
  if (known) return new Response(null, { status: known.code === "23505" ? 200 : 500 });
  const { data: till } = await admin.from("tills").select("cents").eq("id", till_id).single();
  const { error } = await admin.from("tills").update({ cents: till!.cents + event.data.amount }).eq("id", till_id);
  return new Response(null, { status: error ? 500 : 200 });
});
