import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A label more; the trigger sees to its address, and what is there already everybody may know.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { name } = await req.json();
  const { data: known, error } = await admin.from("deck_labels").select("id, name").eq("name", name).maybeSingle();
  if (error) return new Response(null, { status: 500 });
  if (known) return Response.json({ id: known.id, name: known.name }, { status: 409 });
  const { error: failed } = await admin.from("deck_labels").insert({ name });
  return new Response(null, { status: failed ? 500 : 201 });
});
