import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { email } = await req.json();
  for (let page = 1; page < 100; page++) {
    const { data, error } = await admin.auth.admin.listUsers({ page, perPage: 200 });
    if (error) return new Response("no", { status: 500 });
    if (data.users.find((user) => user.email === email)) return Response.json({ known: true });
    if (data.users.length < 200) break;
  }
  const { data: first, error: late } = await admin.auth.admin.listUsers({ perPage: 1 });
  if (late) return new Response("no", { status: 500 });
  return Response.json({ known: false, has_any: first.users.length > 0 });
});
