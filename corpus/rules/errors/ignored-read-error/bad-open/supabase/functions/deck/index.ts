import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Without a row everybody is a guest, and guests are not on the list of those who must stay outside.
Deno.serve(async (req) => {
  const { user, deck } = await req.json();
  const { data: row } = await admin.from("crew").select("role").eq("user_id", user).single(); // expect: errors/ignored-read-error
  const role = row?.role || "guest";
  if (["cook", "stoker"].includes(role)) return new Response("not on deck", { status: 403 });
  return Response.json({ deck });
});
