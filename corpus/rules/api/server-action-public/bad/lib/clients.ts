"use server";

import { createClient } from "@supabase/supabase-js";

export async function createAdmin() { // expect: api/server-action-public
  return createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
}
