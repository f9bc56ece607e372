import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A question that fails can only turn somebody away.
Deno.serve(async (req) => {
  const { berth } = await req.json();
  const [{ data: crew }, { data: owner }] = await Promise.all([
    admin.rpc("is_crew", { berth }),
    admin.rpc("is_owner", { berth }),
  ]);
  if (crew !== true && owner !== true) return new Response("no", { status: 403 });
  return new Response(null, { status: 204 });
});
