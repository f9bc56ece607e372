import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The unique key refuses the second of two.
Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")!.slice(7));
  if (!user) return new Response(null, { status: 401 });
  const { data: last } = await admin.from("repair_orders").select("order_number").order("order_number", { ascending: false }).limit(1).maybeSingle();
  const { error } = await admin.from("repair_orders").insert({
    order_number: (last?.order_number ?? 0) + 1, // expect: payments/counted-number
    bike: "blue",
  });
  return new Response(null, { status: error ? 500 : 200 });
});
