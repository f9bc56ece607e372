import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever names another gets the other's.
Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", "") ?? "");
  if (!user) return new Response("Unauthorized", { status: 401 });
  const body = await req.json();
  const growerId = body.growerId ?? user.id;
  const { error } = await admin.from("harvests").update({ kilos: body.kilos }).eq("grower_id", growerId); // expect: api/unauthorized-object
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
});
