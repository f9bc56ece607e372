import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A clock comes in by another arm, with its secret.
Deno.serve(async (req) => {
  const { mode, berth } = await req.json();
  if (mode === "sweep") {
    if (req.headers.get("x-clock") !== Deno.env.get("CLOCK_SECRET")!) return new Response("no", { status: 401 });
    const { error } = await admin.from("holds").delete().lt("until", new Date().toISOString());
    return new Response(null, { status: error ? 500 : 204 });
  }
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("holds").delete().eq("berth_id", berth).eq("skipper_id", user.id);
  return new Response(null, { status: error ? 500 : 204 });
});
