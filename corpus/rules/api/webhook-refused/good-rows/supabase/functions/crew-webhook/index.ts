import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The database calls, with a key of the project, when a row of `crew` has changed.
Deno.serve(async (req) => {
  const { record, old_record } = await req.json();
  if (record.state === old_record.state) return new Response(null, { status: 204 });
  const { error } = await admin.from("crew").update({ checked: true }).eq("id", record.id);
  return new Response(null, { status: error ? 500 : 200 });
});
