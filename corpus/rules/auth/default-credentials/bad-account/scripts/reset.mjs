import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL, process.env.SUPABASE_SERVICE_ROLE_KEY);
const { data } = await admin.auth.admin.listUsers();
const user = data.users.find((u) => u.email === "ada@kelp-stores.io");
await admin.auth.admin.updateUserById(user.id, { password: "tideline7" }); // expect: auth/default-credentials
