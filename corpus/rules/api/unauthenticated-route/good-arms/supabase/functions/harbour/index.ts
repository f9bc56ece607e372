import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function skipper(req: Request) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  return user;
}

async function save(table: string, row: Record<string, string>) {
  const { error } = await admin.from("bookings").insert(row);
  return new Response(table, { status: error ? 500 : 204 });
}

async function book(req: Request, berth: string) {
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  return await save("bookings", { berth_id: berth, skipper_id: user.id });
}

async function hold(req: Request, berth: string) {
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  return await save("holds", { berth_id: berth, skipper_id: user.id });
}

// Both ways into the helper ask first.
Deno.serve(async (req) => {
  const { action, berth } = await req.json();
  switch (action) {
    case "book":
      return await book(req, berth);
    case "hold":
      return await hold(req, berth);
    default:
      return new Response("unknown", { status: 400 });
  }
});
