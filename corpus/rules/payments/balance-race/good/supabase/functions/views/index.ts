import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A view counter is not money.
Deno.serve(async (req) => {
  const { slug } = await req.json();
  const { data: post } = await admin.from("posts").select("id, view_count").eq("slug", slug).single();
  const { error } = await admin.from("posts").update({ view_count: post!.view_count + 1 }).eq("id", post!.id);
  return new Response(null, { status: error ? 500 : 200 });
});
