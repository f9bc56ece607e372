import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever waits is told of the first failure, whether the alarm goes out or not.
Deno.serve(async () => {
  try {
    const { error } = await admin.from("berths").insert({ pier: 4 });
    if (error) throw error;
    return new Response("ok");
  } catch {
    try {
      await fetch(`${Deno.env.get("SUPABASE_URL")}/functions/v1/send-alarm`, { method: "POST", signal: AbortSignal.timeout(5000) });
    } catch (error) { // expect: errors/log-only-catch
      console.error("no alarm", error);
    }
    return new Response("not kept", { status: 500 });
  }
});
