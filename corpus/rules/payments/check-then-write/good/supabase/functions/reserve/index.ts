import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { eventId } = await req.json();
  const { data: taken, error } = await admin.rpc("take_seat", { event: eventId });
  if (error) return new Response(null, { status: 500 });
  return new Response(null, { status: taken ? 200 : 409 });
});
