function same(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let i = 0; i < one.length; i++) difference |= one.charCodeAt(i) ^ other.charCodeAt(i);
  return difference === 0;
}

export async function fits(req: Request, text: string, secret: string): Promise<boolean> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", bytes.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, bytes.encode(text));
  const expected = btoa(String.fromCharCode(...new Uint8Array(digest)));
  const given = req.headers.get("svix-signature") ?? "";
  return given.split(" ").some((one) => same(one.slice(3), expected));
}
