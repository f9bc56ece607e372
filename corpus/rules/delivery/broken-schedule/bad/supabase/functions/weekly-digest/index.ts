import { createClient } from "npm:@supabase/supabase-js@2";

// expect: delivery/broken-schedule
Deno.serve(async () => {
  const supabase = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { data, error } = await supabase.from("harvests").select("id").limit(50);
  if (error) return new Response("failed", { status: 500 });
  return Response.json({ count: data.length });
});
