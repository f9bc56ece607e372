import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: profile, error } = await admin.from("profiles").select("credits").eq("id", user.id).single();
  if (error || profile.credits < 1) return new Response("Not enough", { status: 402 });
  const { error: failed } = await admin.from("profiles").update({ credits: profile.credits - 1 }).eq("id", user.id); // expect: payments/balance-race
  return new Response(null, { status: failed ? 500 : 200 });
});
