import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Plan and account are those of the payment.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { reference } = await req.json();
  const answer = await fetch(`https://api.paystack.co/transaction/verify/${encodeURIComponent(reference)}`, {
    headers: { Authorization: `Bearer ${Deno.env.get("PAYSTACK_SECRET_KEY")}` },
  });
  const paid = await answer.json();
  if (!paid.status || paid.data.status !== "success") return new Response("Not paid", { status: 402 });
  const { error } = await admin.from("profiles").update({ plan: paid.data.metadata.plan }).eq("id", paid.data.metadata.user_id);
  return new Response(null, { status: error ? 500 : 200 });
});
