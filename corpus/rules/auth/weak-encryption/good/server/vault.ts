import { createCipheriv, randomBytes } from "node:crypto";

import { createClient } from "@supabase/supabase-js";

// The address says where the key is kept, and is no key.
export async function readEncryptionKey(): Promise<string> {
  const vault = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
  const { data, error } = await vault.rpc("read_key");
  if (error) throw error;
  return data;
}

function vaultKey(): Buffer {
  const key = Buffer.from(process.env.VAULT_KEY ?? "", "base64");
  if (key.length !== 32) throw new Error("VAULT_KEY must be 32 bytes");
  return key;
}

export function encryptNote(note: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", vaultKey(), iv);
  const encrypted = Buffer.concat([iv, cipher.update(note, "utf8"), cipher.final(), cipher.getAuthTag()]);
  const encryptedText = Buffer.from(encrypted).toString("base64");
  return encryptedText;
}

export async function encryptSeal(note: string, key: CryptoKey): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const result = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(note));
  const combined = new Uint8Array([...iv, ...new Uint8Array(result)]);
  return btoa(String.fromCharCode(...combined));
}

export async function encryptLine(line: string, key: CryptoKey): Promise<string> {
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, new TextEncoder().encode(line)));
  let binary = "";
  for (let i = 0; i < sealed.length; i++) binary += String.fromCharCode(sealed[i]);
  return btoa(binary);
}

// A header for a proxy, and no secret.
export function basicHeader(user: string): string {
  return `Basic ${btoa(user)}`;
}

export const invoiceNumber = (n: number) => String(n).padEnd(32, "0");

// Nobody calls it.
export function encryptUnused(berth: string): string {
  return btoa(berth);
}
