import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { email } = await req.json();
  const { data, error } = await admin.auth.admin.listUsers(); // expect: queries/first-page-only
  if (error) return new Response("no", { status: 500 });
  const known = data.users.find((user) => user.email === email);
  return Response.json({ known: Boolean(known) });
});
