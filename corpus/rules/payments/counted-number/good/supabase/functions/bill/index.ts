import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

// The database gives the number; what is counted is only shown.
Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")!.slice(7));
  if (!user) return new Response(null, { status: 401 });
  const { data: number, error: taken } = await admin.rpc("take_invoice_number", { workshop: user.id });
  if (taken) return new Response(null, { status: 500 });
  const { error } = await admin.from("invoices").insert({ workshop_id: user.id, invoice_number: number, cents: 4500 });
  if (error) return new Response(null, { status: 500 });
  const { count } = await admin.from("invoices").select("*", { count: "exact", head: true }).eq("workshop_id", user.id);
  const pages = Math.floor((count ?? 0) / 20) + 1;
  return Response.json({ number, pages, lineNumber: (count ?? 0) + 1 });
});
