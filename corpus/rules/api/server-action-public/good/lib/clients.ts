"use server";

import { createClient } from "@supabase/supabase-js";

// The answer of an action is serialised, and an instance of a class is refused.
export async function createAdmin() {
  return createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
}
