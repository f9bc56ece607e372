import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

export async function caller() {
  const store = await cookies();
  const db = createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, { cookies: store });
  const { data } = await db.auth.getUser();
  return { db, user: data.user };
}
