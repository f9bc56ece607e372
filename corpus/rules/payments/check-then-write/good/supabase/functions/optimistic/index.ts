import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The write repeats the condition and looks at what it changed.
Deno.serve(async (req) => {
  const { eventId } = await req.json();
  const { data: event, error } = await admin.from("events").select("seats_left").eq("id", eventId).single();
  if (error || event.seats_left <= 0) return new Response("Sold out", { status: 409 });
  const { data, error: failed } = await admin.from("events").update({ seats_left: event.seats_left - 1 }).eq("id", eventId).eq("seats_left", event.seats_left).select("id");
  if (failed) return new Response(null, { status: 500 });
  return new Response(null, { status: data.length === 1 ? 200 : 409 });
});
