import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Who calls is asked, and then the body is believed.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { userId } = await req.json();
  await admin.from("sessions").delete().eq("user_id", userId); // expect: api/identity-from-body
  const { error } = await admin.from("profiles").delete().eq("id", userId);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
