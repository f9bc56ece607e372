import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What is asked goes into a flag first: without an answer it is down, and whoever asks is turned away.
Deno.serve(async (req) => {
  const { berth, user } = await req.json();
  const { data: crew } = await admin.from("crew").select("role").eq("id", user).single();
  const isMate = crew?.role === "mate";
  const { data: ships } = await admin.from("ships").select("id, kind").eq("owner", user);
  const hasTug = (ships ?? []).some((ship) => ship.kind === "tug");
  if (!isMate && !hasTug) return new Response("no", { status: 403 });
  const { error } = await admin.from("berths").update({ moored: true }).eq("id", berth);
  return new Response(null, { status: error ? 500 : 204 });
});
