import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

const encoder = new TextEncoder();

async function signed(text: string, signature: string): Promise<boolean> {
  const secret = Deno.env.get("CRM_WEBHOOK_SECRET");
  if (!secret) return false;
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  return crypto.subtle.verify("HMAC", key, bytes, encoder.encode(text));
}

Deno.serve(async (req) => {
  const text = await req.text();
  if (!(await signed(text, req.headers.get("x-signature") ?? ""))) return new Response(null, { status: 401 });
  const { error } = await admin.from("leads").insert({ raw: JSON.parse(text) });
  return new Response(null, { status: error ? 500 : 200 });
});
