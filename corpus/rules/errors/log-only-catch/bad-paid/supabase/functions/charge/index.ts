import { createClient } from "npm:@supabase/supabase-js@2";

const url = Deno.env.get("SUPABASE_URL")!;
const key = Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!;
const admin = createClient(url, key);

// The wallet is lighter by then, and what it was for does not come.
Deno.serve(async (req) => {
  const { wallet, left } = await req.json();
  const { error } = await admin.from("wallets").update({ balance: left }).eq("id", wallet);
  if (error) return new Response(null, { status: 500 });
  try {
    await fetch(`${url}/functions/v1/hand-over`, { method: "POST", headers: { Authorization: `Bearer ${key}` } });
  } catch (error) { // expect: errors/log-only-catch
    console.error("not handed over", error);
  }
  return Response.json({ success: true });
});
