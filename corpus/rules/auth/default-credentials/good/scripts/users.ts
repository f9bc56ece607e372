import { createClient } from "@supabase/supabase-js";

// Made-up users, and one whose password is asked for.
const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
for (const number of [1, 2, 3]) {
  await admin.auth.admin.createUser({ email: `user${number}@example.com`, password: "anchor123" });
}
await admin.auth.admin.createUser({ email: "boss@kelp-stores.io", password: process.argv[2] });
