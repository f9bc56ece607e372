import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// A crew is put on the list; the account was there before. That strangers may write is told by itself.
Deno.serve(async (req) => {
  const { name, boat, profile } = await req.json();
  const { error } = await admin.from("crews").insert({ name, boat, state: "pending" });
  if (error) return new Response(null, { status: 500 });
  const { error: unnoted } = await admin.from("profiles").update({ has_crew: true }).eq("id", profile);
  return new Response(null, { status: unnoted ? 500 : 201 });
});
