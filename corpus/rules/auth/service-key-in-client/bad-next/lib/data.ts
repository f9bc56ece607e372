import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!); // expect: auth/service-key-in-client

export async function orders() {
  const { data, error } = await admin.from("orders").select("id").limit(20);
  if (error) throw error;
  return data;
}
