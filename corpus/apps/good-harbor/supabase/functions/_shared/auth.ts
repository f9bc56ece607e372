import type { User } from "@supabase/supabase-js";
import { admin } from "./database.ts";
import { PublicError } from "./errors.ts";

/** The person behind the bearer token; the anon key is no person. */
export async function requireUser(request: Request): Promise<User> {
  const token = request.headers.get("authorization")?.replace(/^Bearer /i, "");
  if (!token) throw new PublicError(401, "Please sign in");
  const { data, error } = await admin.auth.getUser(token);
  if (error || !data.user) throw new PublicError(401, "Please sign in");
  return data.user;
}

/** Throws unless this person manages this marina. */
export async function requireManager(user: User, marinaId: string): Promise<void> {
  const { data, error } = await admin
    .from("memberships")
    .select("role")
    .eq("marina_id", marinaId)
    .eq("user_id", user.id)
    .maybeSingle();
  if (error) throw error;
  if (data?.role !== "manager") throw new PublicError(403, "Only managers may do this");
}
