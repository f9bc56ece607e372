import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whether the skipper of the boat is who calls is asked in a query.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { boatId, name } = await req.json();
  const { data: boat } = await admin.from("boats").select("skipper_id").eq("id", boatId).single();
  const { data: skipper } = await admin.from("skippers").select("id").eq("user_id", user.id).eq("id", boat.skipper_id).single();
  if (!skipper) return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("boats").update({ name: String(name) }).eq("id", boatId);
  return new Response(null, { status: error ? 500 : 204 });
});
