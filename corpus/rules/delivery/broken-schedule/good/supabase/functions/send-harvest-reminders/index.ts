// Who runs the farm sends them by hand.
import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async () => {
  const supabase = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { error } = await supabase.functions.invoke("weekly-digest");
  return new Response(error ? "failed" : "ok");
});
