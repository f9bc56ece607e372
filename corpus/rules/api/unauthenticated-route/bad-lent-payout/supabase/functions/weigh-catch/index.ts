import { createClient } from "npm:@supabase/supabase-js@2";

// The same by a request that carries the key.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const url = Deno.env.get("SUPABASE_URL")!;
  const key = Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!;
  const { catchId } = await req.json();
  const { error } = await createClient(url, key).from("catches").update({ weighed: true }).eq("id", catchId);
  if (error) return new Response(null, { status: 500 });
  const paid = await fetch(`${url}/functions/v1/pay-fisher`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify({ catchId }),
  });
  return new Response(null, { status: paid.ok ? 204 : 500 });
});
