import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { wallet: id, amount, recipient } = await req.json();
  const { data: wallet, error } = await admin.from("wallets").select("balance").eq("id", id).single();
  if (error || wallet.balance < amount) return new Response("Not enough", { status: 409 });
  const { error: debitError } = await admin.from("wallets").update({ balance: wallet.balance - amount }).eq("id", id);
  if (debitError) return new Response(null, { status: 500 });
  const answer = await fetch("https://api.paystack.co/transfer", { // expect: payments/unreversed-debit
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("PAYSTACK_SECRET_KEY")}` },
    body: JSON.stringify({ source: "balance", amount, recipient }),
  });
  if (!answer.ok) {
    await admin.from("wallets").update({ balance: wallet.balance }).eq("id", id);
    return new Response("Not sent", { status: 502 });
  }
  return new Response(null, { status: 200 });
});
