import { createCipheriv, randomBytes } from "node:crypto";

function vaultEncryptionKey(): Buffer {
  const own = process.env.VAULT_KEY;
  if (own) return Buffer.from(own, "base64");
  const fallback = process.env.DATABASE_URL?.slice(0, 32); // expect: auth/weak-encryption
  if (fallback) return fallback;
  throw new Error("VAULT_KEY is missing");
}

export function sealNote(note: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", vaultEncryptionKey(), iv);
  return Buffer.concat([iv, cipher.update(note, "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

export function encryptPin(pin: string): string {
  return Buffer.from(pin).toString("base64"); // expect: auth/weak-encryption
}

export function memberRow(body: { iban: string; name: string }) {
  const { iban, name } = body;
  return { name, encrypted_iban: iban ? btoa(iban) : null };
}
