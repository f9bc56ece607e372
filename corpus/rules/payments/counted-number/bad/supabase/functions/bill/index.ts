import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function nextInvoiceNumber(workshop: string) {
  const { count } = await admin.from("invoices").select("*", { count: "exact", head: true }).eq("workshop_id", workshop);
  const next = (count ?? 0) + 1; // expect: payments/counted-number
  return `INV-${String(next).padStart(5, "0")}`;
}

Deno.serve(async (req) => {
  const { data: { user } } = await admin.auth.getUser(req.headers.get("Authorization")!.slice(7));
  if (!user) return new Response(null, { status: 401 });
  const { error } = await admin.from("invoices").insert({ workshop_id: user.id, invoice_number: await nextInvoiceNumber(user.id), cents: 4500 });
  return new Response(null, { status: error ? 500 : 200 });
});
