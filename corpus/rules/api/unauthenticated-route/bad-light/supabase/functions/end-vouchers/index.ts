import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The second compares a number with a word, and is refused each time.
Deno.serve(async () => { // expect: api/unauthenticated-route
  const now = new Date().toISOString();
  const { error } = await admin.from("vouchers").update({ live: false }).eq("live", true).lt("ends_at", now);
  const { error: refused } = await admin.from("vouchers").update({ live: false }).filter("used", "gte", "max_used");
  return new Response(null, { status: error || refused ? 500 : 204 });
});
