import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { donor } = await req.json();
  const { data, error } = await admin.from("donations").select("id").eq("donor_id", donor).single(); // expect: contract/single-without-unique-key
  const pledge = await admin.from("pledges").select("id").eq("donor_id", donor).single(); // expect: contract/single-without-unique-key
  console.log("pledge", pledge.data, pledge.error);
  return error ? new Response(null, { status: 500 }) : Response.json(data);
});
