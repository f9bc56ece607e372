import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

function isOperator(req: Request): boolean {
  const given = req.headers.get("x-operator-key");
  const expected = Deno.env.get("KIOSK_OPERATOR_KEY");
  if (!expected || given !== expected) {
    return false;
  }
  return true;
}

Deno.serve(async (req) => {
  if (!isOperator(req)) return new Response("Forbidden", { status: 403 });
  const { id } = await req.json();
  const { error } = await admin.from("orders").delete().eq("id", id);
  return new Response(null, { status: error ? 500 : 204 });
});
