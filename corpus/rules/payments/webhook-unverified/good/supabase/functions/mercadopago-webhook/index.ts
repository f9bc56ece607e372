import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Told an id only, asks the provider for the rest.
Deno.serve(async (req) => {
  const { data } = await req.json();
  const answer = await fetch(`https://api.mercadopago.com/v1/payments/${encodeURIComponent(data.id)}`, {
    headers: { Authorization: `Bearer ${Deno.env.get("MP_ACCESS_TOKEN")}` },
  });
  if (!answer.ok) return new Response(null, { status: 502 });
  const payment = await answer.json();
  const { error } = await admin.rpc("apply_event", { event_id: String(payment.id), kind: payment.status });
  return new Response(null, { status: error ? 500 : 200 });
});
