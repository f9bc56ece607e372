import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function skipper(req: Request) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  return user;
}

// The commodore may.
Deno.serve(async (req) => {
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { data: own } = await admin.from("profiles").select("role").eq("id", user.id).single();
  if (own?.role !== "admin") return new Response("Forbidden", { status: 403 });
  const { memberId } = await req.json();
  const { error } = await admin.auth.admin.deleteUser(memberId);
  return new Response(null, { status: error ? 500 : 204 });
});
