import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function verifyClerk(req: Request, body: { clerkId?: string }) {
  const clerkId = body.clerkId ?? new URL(req.url).searchParams.get("clerkId");
  const { data: clerk } = await admin.from("users").select("id, role").eq("id", clerkId).maybeSingle(); // expect: api/identity-from-body
  if (!clerk) return { error: new Response("Unauthorized", { status: 401 }) };
  return { clerk };
}

Deno.serve(async (req) => {
  const body = await req.json();
  const { error: refusal } = await verifyClerk(req, body);
  if (refusal) return refusal;
  const { error } = await admin.from("prices").update({ cents: Number(body.cents) }).eq("id", body.priceId);
  return new Response(null, { status: error ? 500 : 204 });
});
