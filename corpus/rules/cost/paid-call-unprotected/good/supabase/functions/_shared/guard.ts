import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

export async function limitedPerson(req: Request): Promise<string | null> {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return null;
  const { data: allowed, error } = await admin.rpc("take_token", { bucket: user.id });
  if (error) throw error;
  return allowed ? user.id : null;
}
