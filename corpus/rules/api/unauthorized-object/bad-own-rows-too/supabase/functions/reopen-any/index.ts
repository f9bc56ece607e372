import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { ticketId } = await req.json();
  const { error } = await admin.from("tickets").update({ status: "open" }).eq("id", ticketId); // expect: api/unauthorized-object
  return new Response(null, { status: error ? 500 : 204 });
});
