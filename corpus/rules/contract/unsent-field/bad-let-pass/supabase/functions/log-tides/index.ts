import { createClient } from "npm:@supabase/supabase-js@2";

// Somebody has to be signed in, and nothing here calls it.
Deno.serve(async (req) => {
  const authorization = req.headers.get("Authorization") ?? "";
  const client = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!, {
    global: { headers: { Authorization: authorization } },
  });
  const { data: { user } } = await client.auth.getUser();
  if (!user) return Response.json({ error: "unknown" }, { status: 401 });
  const { data, error } = await client.functions.invoke("draw-chart", { body: { port: user.id } });
  if (error) return Response.json({ error: "no chart" }, { status: 502 });
  return Response.json(data);
});
