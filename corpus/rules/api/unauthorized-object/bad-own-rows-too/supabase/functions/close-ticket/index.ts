import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// His own profile is read; whose ticket it is, nobody asks.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: profile } = await admin.from("profiles").select("full_name").eq("id", user.id).maybeSingle();
  const { ticketId } = await req.json();
  const closed_by = profile?.full_name;
  const { error } = await admin.from("tickets").update({ closed_by }).eq("id", ticketId); // expect: api/unauthorized-object
  return new Response(null, { status: error ? 500 : 204 });
});
