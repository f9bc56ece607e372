import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { walletId, amount } = await req.json();
  const { data: wallet } = await admin.from("wallets").select("*").eq("id", walletId).single();
  const balance = Math.max(0, Number(wallet?.balance ?? 0) + amount);
  const { error } = await admin.from("wallets").update({ balance, updated_at: new Date().toISOString() }).eq("id", walletId); // expect: payments/balance-race
  return new Response(null, { status: error ? 500 : 200 });
});
