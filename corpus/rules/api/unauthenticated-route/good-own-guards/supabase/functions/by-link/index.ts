import { createClient } from "npm:@supabase/supabase-js@2";

const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);

async function sign(id: string, secret: string): Promise<string> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const bytes = await crypto.subtle.sign("HMAC", key, text.encode(id));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

Deno.serve(async (req) => {
  const { id, token } = await req.json();
  const expected = await sign(id, Deno.env.get("LINK_SECRET")!);
  if (token !== expected) return new Response("Forbidden", { status: 403 });
  const { error } = await admin.from("orders").delete().eq("id", id);
  return new Response(null, { status: error ? 500 : 204 });
});
