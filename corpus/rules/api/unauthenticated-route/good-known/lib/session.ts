import "server-only";
import { createClient } from "./server";

// Strangers may read; they are nobody.
export async function currentUser() {
  const supabase = await createClient();
  const { data: { user } } = await supabase.auth.getUser();
  if (!user) return null;
  return { id: user.id, email: user.email };
}
