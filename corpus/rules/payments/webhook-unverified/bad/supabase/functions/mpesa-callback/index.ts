import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: payments/webhook-unverified
  const { Body } = await req.json();
  if (Body.stkCallback.ResultCode === 0) {
    const { error } = await admin.from("payments").update({ status: "paid" }).eq("checkout_id", Body.stkCallback.CheckoutRequestID);
    if (error) return new Response(null, { status: 500 });
  }
  return Response.json({ ResultCode: 0 });
});
