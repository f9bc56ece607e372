import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Whoever has the link of a page has the name that is answered.
Deno.serve(async (req) => {
  const [first, last] = (new URL(req.url).searchParams.get("rower") ?? "").split("-");
  const { data: people, error } = await admin.from("profiles").select("id, first_name, last_name").limit(50);
  if (error) return new Response(null, { status: 500 });
  const rower = people.find((p) => p.first_name.toLowerCase() === first && p.last_name.toLowerCase() === last);
  if (!rower) return new Response(null, { status: 404 });
  return Response.json({ firstName: rower.first_name, lastName: rower.last_name });
});
