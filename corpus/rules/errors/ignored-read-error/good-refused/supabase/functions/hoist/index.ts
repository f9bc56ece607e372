import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function isOwner(user: string) {
  const { data: row } = await admin.from("crew").select("role").eq("id", user).maybeSingle();
  return row?.role === "owner";
}

// The flag begins down and stays so where there is no row.
Deno.serve(async (req) => {
  const { user } = await req.json();
  let may = false;
  const { data: pass } = await admin.from("passes").select("id").eq("user_id", user).maybeSingle();
  if (pass) {
    may = true;
  }
  if (!may || !(await isOwner(user))) return new Response("no", { status: 403 });
  return new Response(null, { status: 204 });
});
