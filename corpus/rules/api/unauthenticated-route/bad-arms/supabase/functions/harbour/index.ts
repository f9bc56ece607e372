import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function book(req: Request, berth: string) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { error } = await admin.from("bookings").insert({ berth_id: berth, skipper_id: user.id });
  return new Response(null, { status: error ? 500 : 204 });
}

async function clear(berth: string) {
  const { error } = await admin.from("bookings").delete().eq("berth_id", berth);
  return new Response(null, { status: error ? 500 : 204 });
}

Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { action, berth } = await req.json();
  if (action === "book") return await book(req, berth);
  if (action === "clear") return await clear(berth);
  return new Response("unknown", { status: 400 });
});
