import { createClient } from "@supabase/supabase-js";

export const admin = createClient(import.meta.env.VITE_SUPABASE_URL, import.meta.env.VITE_SUPABASE_SERVICE_ROLE_KEY); // expect: auth/service-key-in-client
