import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Who comes back is known by the state; who begins is not asked at all.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const url = new URL(req.url);
  const action = url.searchParams.get("action");
  if (action === "begin") {
    const club = url.searchParams.get("club");
    const { error } = await admin.from("tide_credentials").delete().eq("club_id", club);
    return new Response(null, { status: error ? 500 : 204 });
  }
  const { data: known } = await admin.from("tide_states").select("club_id").eq("state", url.searchParams.get("state")).single();
  if (!known) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("tide_credentials").insert({ club_id: known.club_id });
  return new Response(null, { status: error ? 500 : 204 });
});
