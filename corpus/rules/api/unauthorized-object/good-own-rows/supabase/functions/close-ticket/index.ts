import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The ticket is asked for together with who calls.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { ticketId } = await req.json();
  const { data: own } = await admin.from("tickets").select("id").eq("id", ticketId).eq("opened_by", user.id).maybeSingle();
  if (!own) return new Response("Not found", { status: 404 });
  const { error } = await admin.from("tickets").update({ closed: true }).eq("id", ticketId);
  return new Response(null, { status: error ? 500 : 204 });
});
