import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function withinLimit(userId: string): Promise<boolean> {
  const { data, error } = await admin.rpc("take_token", { bucket: userId });
  if (error) throw error;
  return data === true;
}

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  if (!(await withinLimit(user.id))) return new Response("Too many requests", { status: 429 });
  return new Response("ok");
});
