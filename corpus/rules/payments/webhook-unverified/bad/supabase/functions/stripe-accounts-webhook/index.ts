import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whether a seller's papers are complete: no money follows from it.
Deno.serve(async (req) => { // expect: payments/webhook-unverified
  const event = JSON.parse(await req.text());
  if (event.type === "account.updated") {
    const { error } = await admin.from("makers").update({ papers_complete: event.data.object.details_submitted }).eq("connected_account", event.data.object.id);
    if (error) return new Response(null, { status: 500 });
  }
  return Response.json({ received: true });
});
