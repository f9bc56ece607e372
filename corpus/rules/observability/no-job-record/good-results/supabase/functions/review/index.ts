import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The newest of its results says when it last ran.
Deno.serve(async () => {
  const { data: ports, error } = await admin.from("ports").select("id");
  if (error) return new Response(null, { status: 500 });
  for (const port of ports) {
    const { error: unwritten } = await admin
      .from("tide_reviews")
      .insert({ port_id: port.id, review_type: "scheduled", score: 7, reviewed_at: new Date().toISOString() });
    if (unwritten) return new Response(null, { status: 500 });
  }
  return new Response(null, { status: 204 });
});
