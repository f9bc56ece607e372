import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The key that is sent has the same last name as the caller's own.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { id } = await req.json();
  const { data: berth } = await admin.from("berths").select("id").eq("id", id).eq("renter", user.id).single();
  if (!berth) return new Response("Not found", { status: 404 });
  const { error } = await admin.from("berths").update({ state: "left" }).eq("id", id);
  return new Response(null, { status: error ? 500 : 204 });
});
