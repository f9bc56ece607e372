import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The second question is asked only where the first says no, and what it answers is kept.
Deno.serve(async (req) => {
  const { ship, user, secret } = await req.json();
  let allowed = secret === Deno.env.get("HARBOUR_SECRET");
  if (!allowed) {
    const { data: is } = await admin.rpc("is_captain", { ship, user });
    allowed = is === true;
  }
  if (!allowed) return Response.json({ error: "not yours" }, { status: 403 });
  const { error } = await admin.from("ships").update({ sailing: true }).eq("id", ship);
  return new Response(null, { status: error ? 500 : 204 });
});
