import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { member, rank, secret } = await req.json();
  if (secret !== Deno.env.get("QUARTERDECK_KEY")) { // expect: auth/fail-open-secret
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  const { error } = await admin.from("members").update({ rank }).eq("id", member);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
});
