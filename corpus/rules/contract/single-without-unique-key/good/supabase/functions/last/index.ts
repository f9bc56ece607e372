import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { donor, large } = await req.json();
  // Narrowed and cut in a variable.
  let narrowed = admin.from("donations").select("id").eq("donor_id", donor);
  narrowed = large ? narrowed.eq("amount", 100) : narrowed.eq("id", donor);
  const { data: first } = await narrowed.order("amount").limit(1).maybeSingle();
  const { data, error } = await admin.from("donations").select("id").eq("donor_id", donor).order("amount").limit(1).maybeSingle();
  const { error: unknown } = await admin.from("donors").select("id").eq("email", donor).single();
  const open = await admin.from("pledges").select("id").eq("donor_id", donor).eq("state", "open").maybeSingle();
  const sheet = await admin.from("sheets").select("kind").eq("donor_id", donor).maybeSingle();
  const crew = await admin.from("crews").select("id").eq("donor_id", donor).maybeSingle();
  const oldest = crew.error ? await admin.from("crews").select("id").eq("donor_id", donor).order("id").limit(1).maybeSingle() : crew;
  if (oldest.error) return new Response(null, { status: 500 });
  if (unknown || open.error || sheet.error) return new Response(null, { status: 404 });
  return error ? new Response(null, { status: 500 }) : Response.json({ data, first });
});
