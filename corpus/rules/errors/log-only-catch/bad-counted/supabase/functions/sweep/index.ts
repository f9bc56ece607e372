import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// How many there were is told as it is: less is lost than where it reads as done.
Deno.serve(async () => {
  const { data: payments, error } = await admin.from("payments").select("id").limit(20);
  if (error) return new Response("no payments", { status: 500 });
  let swept = 0;
  for (const payment of payments) {
    const { error } = await admin.from("payments").delete().eq("id", payment.id);
    if (error) { // expect: errors/log-only-catch
      console.error(error);
      continue;
    }
    swept++;
  }
  return Response.json({ swept });
});
