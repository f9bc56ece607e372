import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What all do is guarded for those that change something, and done after.
Deno.serve(async (req) => {
  const { action, note } = await req.json();
  if (action === "ping") return new Response("pong");
  let owner = "";
  if (action === "write" || action === "wipe") {
    const token = req.headers.get("Authorization")?.replace("Bearer ", "");
    const { data: { user } } = await admin.auth.getUser(token);
    if (!user) return new Response("Unauthorized", { status: 401 });
    owner = user.id;
  }
  if (action === "write") {
    const { error } = await admin.from("logbook").insert({ note, skipper_id: owner });
    return new Response(null, { status: error ? 500 : 204 });
  }
  if (action === "wipe") {
    const { error } = await admin.from("logbook").delete().eq("skipper_id", owner);
    return new Response(null, { status: error ? 500 : 204 });
  }
  return new Response("unknown", { status: 400 });
});
