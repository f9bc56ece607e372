import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const given = new URL(req.url).searchParams.get("secret");
  const { member, rank } = await req.json();
  // What `get` does not find is null, and a variable that is not set is undefined.
  if (given !== Deno.env.get("QUARTERDECK_KEY")) {
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  const { error } = await admin.from("members").update({ rank }).eq("id", member);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
});
