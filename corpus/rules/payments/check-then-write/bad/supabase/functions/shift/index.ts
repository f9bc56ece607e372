import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { shiftId } = await req.json();
  const { data: shift, error } = await admin.from("shifts").select("id, filled, needed").eq("id", shiftId).single();
  if (error || shift.filled >= shift.needed) return new Response("Full", { status: 409 });
  const { error: failed } = await admin.from("shifts").update({ filled: shift.filled + 1 }).eq("id", shift.id); // expect: payments/check-then-write
  return new Response(null, { status: failed ? 500 : 200 });
});
