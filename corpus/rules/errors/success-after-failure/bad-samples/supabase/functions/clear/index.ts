import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const SAMPLE_MARK = "[sample]";

// What stays was made up by the app itself.
Deno.serve(async () => {
  await admin.from("payments").delete().like("note", `%${SAMPLE_MARK}%`);
  return Response.json({ success: true }); // expect: errors/success-after-failure
});
