import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", ""));
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { columns } = await req.json();
  if (!columns?.length) return new Response("no columns", { status: 400 });
  const { data, error } = await admin
    .from("hives")
    .select(columns.join(", ")) // expect: api/filter-injection
    .eq("keeper_id", user.id)
    .limit(500);
  if (error) return new Response("failed", { status: 500 });
  return Response.json(data);
});
