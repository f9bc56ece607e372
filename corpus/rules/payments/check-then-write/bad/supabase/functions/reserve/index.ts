import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { eventId } = await req.json();
  const { data: event, error } = await admin.from("events").select("seats_left").eq("id", eventId).single();
  if (error) return new Response(null, { status: 500 });
  if (event.seats_left <= 0) return new Response("Sold out", { status: 409 });
  const { error: failed } = await admin.from("events").update({ seats_left: event.seats_left - 1 }).eq("id", eventId); // expect: payments/check-then-write
  return new Response(null, { status: failed ? 500 : 200 });
});
