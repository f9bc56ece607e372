import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
const COLUMNS = ["name", "queen_age", "weight"];

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", ""));
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { columns } = await req.json();
  if (!columns.every((column: string) => COLUMNS.includes(column))) return new Response("unknown column", { status: 400 });
  const { data, error } = await admin
    .from("hives")
    .select(columns.join(", "))
    .eq("keeper_id", user.id)
    .limit(500);
  if (error) return new Response("failed", { status: 500 });
  return Response.json(data);
});
