import { serveAnswer } from "../_shared/serving.ts";
import { createClient } from "npm:@supabase/supabase-js@2";

const store = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// answers: authenticated=no validated=no logged=yes failure_handled=yes
serveAnswer("open-gate", async (req) => {
  const { gate } = await req.json();
  const { error } = await store.from("gates").update({ open: true }).eq("id", gate);
  if (error) throw error;
  return { gate };
});
