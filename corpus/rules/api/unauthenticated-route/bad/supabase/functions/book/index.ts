import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function note(id: string, mail: string | undefined) {
  const { error } = await admin.from("notes").insert({ order_id: id, by: mail });
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
}

// One branch hands the person on; the other asks nobody.
Deno.serve(async (req) => { // expect: api/unauthenticated-route
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.slice(7));
  const { id, kind } = await req.json();
  switch (kind) {
    case "sign":
      return await note(id, user.email);
  }
  const { error } = await admin.from("orders").delete().eq("id", id);
  return new Response(error ? "failed" : "ok", { status: error ? 500 : 200 });
});
