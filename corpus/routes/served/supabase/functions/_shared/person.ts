import { createClient } from "npm:@supabase/supabase-js@2";

export async function personOf(req: Request) {
  const store = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data, error } = await store.auth.getUser(token);
  return error ? null : data.user;
}
