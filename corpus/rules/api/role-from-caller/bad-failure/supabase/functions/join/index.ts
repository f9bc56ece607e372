import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// That the row could not be written says nothing of who writes it.
Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", "") ?? "");
  if (!user) return new Response("Unauthorized", { status: 401 });
  const body = await req.json();
  const { error: roleError } = await admin.from("user_roles").insert({ user_id: user.id, role: body.role }); // expect: api/role-from-caller
  if (roleError) return new Response("Not saved", { status: 500 });
  return Response.json({ ok: true });
});
