import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function skipper(req: Request) {
  const token = req.headers.get("Authorization")?.replace("Bearer ", "");
  const { data: { user } } = await admin.auth.getUser(token);
  return user;
}

// Whoever is signed in gives any crew member another address, and with it his account.
Deno.serve(async (req) => {
  const user = await skipper(req);
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { memberId, address } = await req.json();
  const { error } = await admin.auth.admin.updateUserById(memberId, { email: address }); // expect: api/unauthorized-object
  return new Response(null, { status: error ? 500 : 204 });
});
