import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => { // expect: payments/webhook-unverified
  if (!req.headers.get("stripe-signature")) return new Response("No signature", { status: 400 });
  const event = JSON.parse(await req.text());
  if (event.type === "checkout.session.completed") {
    const { error } = await admin.from("orders").update({ status: "paid" }).eq("session_id", event.data.object.id);
    if (error) return new Response(null, { status: 500 });
  }
  return Response.json({ received: true });
});
