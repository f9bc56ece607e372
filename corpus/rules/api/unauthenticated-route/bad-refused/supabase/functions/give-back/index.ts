import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The column is not there: each round leaves before anything is written.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { orders } = await req.json();
  for (const id of orders) {
    const { data: person, error } = await admin.from("people").select("wallet_sum").eq("id", id).single();
    if (error || !person) continue;
    await admin.from("people").update({ balance: 0 }).eq("id", id);
  }
  return new Response("ok");
});
