import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Without a row the tier is not "free" either: on a bad day nobody has to pay.
Deno.serve(async (req) => {
  const { user } = await req.json();
  const { data: row } = await admin.from("plans").select("tier").eq("user_id", user).single(); // expect: errors/ignored-read-error
  const paid = row?.tier !== "free";
  if (!paid) return new Response("upgrade", { status: 402 });
  return new Response(null, { status: 204 });
});
