import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  let plan: string | undefined;
  let reference = "";
  try {
    const body = await req.json();
    plan = body.plan;
    reference = body.reference;
  } catch {
    return new Response("Not valid", { status: 400 });
  }
  const answer = await fetch(`https://api.paystack.co/transaction/verify/${encodeURIComponent(reference)}`, {
    headers: { Authorization: `Bearer ${Deno.env.get("PAYSTACK_SECRET_KEY")}` },
  });
  const paid = await answer.json();
  if (!paid.status || paid.data.status !== "success") return new Response("Not paid", { status: 402 });
  const { error } = await admin.from("profiles").update({ plan }).eq("id", user.id); // expect: payments/payment-not-tied
  return new Response(null, { status: error ? 500 : 200 });
});
