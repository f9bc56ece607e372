import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
const { data, error } = await admin.from("orders").select("id");
if (error) throw error;
process.stdout.write(JSON.stringify(data));
