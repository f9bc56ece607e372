import { createClient } from "npm:@supabase/supabase-js@2";

Deno.serve(async (req) => {
  const db = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  const { name } = await req.json();
  const { data: companies } = await db.from("companies").select("id, name").limit(100); // expect: errors/ignored-read-error
  const known = companies?.find((firm) => firm.name === name) || null;
  if (known) {
    return Response.json({ id: known.id });
  } else {
    const { data: made, error } = await db.from("companies").insert({ name }).select("id").single();
    if (error) return new Response("no", { status: 500 });
    return Response.json({ id: made.id });
  }
});
