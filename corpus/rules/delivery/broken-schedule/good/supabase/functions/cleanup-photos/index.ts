import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Done once, by hand, when the old photos were moved.
Deno.serve(async () => {
  const { error } = await admin.storage.from("photos").remove(["old/first.png"]);
  return new Response(null, { status: error ? 500 : 204 });
});
