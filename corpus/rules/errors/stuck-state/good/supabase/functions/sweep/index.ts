import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// What has been under way for an hour is queued again.
Deno.serve(async () => {
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  const { error } = await admin.from("subtitles").update({ state: "queued" }).eq("state", "transcribing").lt("updated_at", hourAgo);
  return new Response(null, { status: error ? 500 : 200 });
});
