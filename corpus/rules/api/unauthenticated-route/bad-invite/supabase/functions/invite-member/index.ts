import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// To bring somebody in is for members: the name makes it no way in.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { mail, role, club } = await req.json();
  const { data, error } = await admin.auth.admin.createUser({ email: mail });
  if (error) return new Response("failed", { status: 500 });
  const { error: refused } = await admin.from("club_members").insert({ club_id: club, user_id: data.user.id, role });
  return new Response(refused ? "failed" : "ok", { status: refused ? 500 : 200 });
});
