import { createClient } from "npm:@supabase/supabase-js@2";

// What write-text allows, it allows here.
Deno.serve(async (req) => {
  const client = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!, {
    global: { headers: { Authorization: req.headers.get("Authorization") ?? "" } },
  });
  const { data: { user } } = await client.auth.getUser();
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data, error } = await client.functions.invoke("write-text", { body: await req.json() });
  if (error) return new Response(null, { status: 502 });
  return Response.json(data);
});
