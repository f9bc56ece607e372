import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever reads the log comes aboard.
Deno.serve(async (req) => {
  const { token } = await req.json();
  console.log("rejoining with", token); // expect: observability/personal-data-in-logs
  const { data, error } = await admin.from("crew_invitations").select("ship").eq("token", token).single();
  if (error) return new Response(null, { status: 404 });
  return Response.json(data);
});
