import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Nobody is invited when the list cannot be read.
Deno.serve(async () => {
  let people = admin.from("people").select("id, address").eq("wants_mail", true);
  const { data: rowers } = await admin.from("rowers").select("person_id");
  if (!rowers?.length) return new Response("no rowers", { status: 409 });
  people = people.in("id", rowers.map((r) => r.person_id));
  const { data: invited, error } = await people;
  if (error) return new Response(null, { status: 500 });
  return Response.json(invited);
});
