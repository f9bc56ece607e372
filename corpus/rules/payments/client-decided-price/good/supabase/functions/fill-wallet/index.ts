import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What is paid in is what is booked: as much as its owner likes, within limits.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { amount } = await req.json();
  const sum = Number(amount);
  if (!sum || sum < 100 || sum > 1_000_000) return new Response("Amount", { status: 400 });
  const answer = await fetch("https://api.paystack.co/transaction/initialize", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("PAYSTACK_SECRET_KEY")}` },
    body: JSON.stringify({ email: user.email, amount: Math.round(sum * 100), metadata: { user_id: user.id } }),
  });
  if (!answer.ok) return new Response(null, { status: 502 });
  return Response.json(await answer.json());
});
