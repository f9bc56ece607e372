async function seal(token: string): Promise<string> {
  const secret = Deno.env.get("BANK_KEY") || "";
  const raw = new TextEncoder().encode(secret.padEnd(32, "0").slice(0, 32)); // expect: auth/weak-encryption
  const key = await crypto.subtle.importKey("raw", raw, { name: "AES-GCM" }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(token));
  return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
}

Deno.serve(async (req) => new Response(await seal(await req.text())));
