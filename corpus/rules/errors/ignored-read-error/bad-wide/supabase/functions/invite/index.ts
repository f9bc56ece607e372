import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// Meant for the rowers; without a list of them the invitation goes to everybody.
Deno.serve(async () => {
  let people = admin.from("people").select("id, address").eq("wants_mail", true);
  const { data: rowers } = await admin.from("rowers").select("person_id"); // expect: errors/ignored-read-error
  if (rowers && rowers.length > 0) {
    const ids = rowers.map((r) => r.person_id);
    people = people.in("id", ids);
  }
  const { data: invited, error } = await people;
  if (error) return new Response(null, { status: 500 });
  return Response.json(invited);
});
