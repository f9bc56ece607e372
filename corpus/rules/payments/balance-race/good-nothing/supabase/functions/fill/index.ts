import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The select names a column that is not there: the write is never reached.
Deno.serve(async (req) => {
  const { id, sum } = await req.json();
  const { data: purse, error } = await admin.from("purses").select("balance, coins_held").eq("id", id).single();
  if (error) return new Response(null, { status: 500 });
  const { error: failed } = await admin.from("purses").update({ balance: purse.balance + sum }).eq("id", id);
  return new Response(null, { status: failed ? 500 : 200 });
});
