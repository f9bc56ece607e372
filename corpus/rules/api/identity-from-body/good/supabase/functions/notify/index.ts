import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The person named is the one to be told; his devices are not handed out.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { user_id } = await req.json();
  const { data: devices } = await admin.from("push_tokens").select("endpoint").eq("user_id", user_id);
  for (const device of devices ?? []) {
    await fetch(device.endpoint, { method: "POST", body: `${user.email} waves` });
  }
  return new Response("ok");
});
