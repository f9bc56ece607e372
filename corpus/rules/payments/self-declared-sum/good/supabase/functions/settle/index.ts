import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  if (req.headers.get("x-clock") !== Deno.env.get("CLOCK_SECRET")) return new Response("no", { status: 401 });
  const supabase = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data: guesses, error } = await supabase.from("guesses").select("id, user_id, stake, gain").eq("state", "open").limit(200);
  if (error) return new Response("later", { status: 500 });
  for (const guess of guesses) {
    const { data: purse, error: lost } = await supabase.from("purses").select("balance").eq("user_id", guess.user_id).single();
    if (lost) return new Response("later", { status: 500 });
    const { error: unpaid } = await supabase.from("purses").update({ balance: Number(purse.balance) + Number(guess.gain) }).eq("user_id", guess.user_id);
    if (unpaid) return new Response("later", { status: 500 });
    const { error: open } = await supabase.from("guesses").update({ state: "paid" }).eq("id", guess.id);
    if (open) return new Response("later", { status: 500 });
  }
  return Response.json({ settled: guesses.length });
});
