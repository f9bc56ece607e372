import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")?.replace("Bearer ", "") ?? "");
  if (!user) return new Response("Unauthorized", { status: 401 });
  const { loanId } = await req.json();
  const { data: loan } = await admin.from("loans").select("id, given_back_at").eq("id", loanId).eq("reader_id", user.id).single();
  if (!loan || loan.given_back_at) return new Response("Not found", { status: 404 });
  const { error } = await admin.from("loans").update({ given_back_at: new Date().toISOString() }).eq("id", loan.id);
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
});
