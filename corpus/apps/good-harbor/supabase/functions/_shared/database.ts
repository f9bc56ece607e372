import { createClient } from "@supabase/supabase-js";
import type { Database } from "../../../src/lib/database.types.ts";
import { required } from "./env.ts";

/** Full rights: every use comes after the caller is known and allowed. */
export const admin = createClient<Database>(required("SUPABASE_URL"), required("SUPABASE_SERVICE_ROLE_KEY"), {
  auth: { persistSession: false, autoRefreshToken: false },
});
