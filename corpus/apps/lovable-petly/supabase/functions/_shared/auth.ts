import { createClient, type User } from "https://esm.sh/@supabase/supabase-js@2.49.1";

/** The user behind the bearer token, or null. */
export async function callerOf(req: Request): Promise<User | null> {
  const header = req.headers.get("Authorization");
  if (!header) return null;
  const supabase = createClient(
    Deno.env.get("SUPABASE_URL") ?? "",
    Deno.env.get("SUPABASE_ANON_KEY") ?? "",
  );
  const { data, error } = await supabase.auth.getUser(header.replace("Bearer ", ""));
  if (error) return null;
  return data.user;
}

export function adminClient() {
  return createClient(
    Deno.env.get("SUPABASE_URL") ?? "",
    Deno.env.get("SUPABASE_SERVICE_ROLE_KEY") ?? "",
  );
}
