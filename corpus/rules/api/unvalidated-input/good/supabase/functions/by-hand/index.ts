import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Every field is tested by hand.
Deno.serve(async (req) => {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "") ?? "";
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { hours, note } = await req.json();
  if (typeof hours !== "number" || !(hours > 0 && hours <= 24)) return new Response("Bad request", { status: 400 });
  if (typeof note !== "string" || note.length > 500) return new Response("Bad request", { status: 400 });
  const { error } = await admin.from("entries").insert({ user_id: user.id, hours, note });
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
