import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The old value is in the filter: the second writer changes nothing.
Deno.serve(async (req) => {
  const { walletId } = await req.json();
  const { data: wallet } = await admin.from("wallets").select("balance").eq("id", walletId).single();
  const { data, error } = await admin.from("wallets").update({ balance: wallet!.balance - 5 }).eq("id", walletId).eq("balance", wallet!.balance).select("id");
  return new Response(null, { status: error || data.length === 0 ? 409 : 200 });
});
