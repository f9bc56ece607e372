import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// With the rows come the people.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { keeper } = await req.json();
  const { data, error } = await admin.from("standing_berths").select("*, customers (full_name, phone)").eq("keeper_id", keeper);
  return Response.json(data ?? [], { status: error ? 500 : 200 });
});
