import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";

// expect: auth/secret-fallback
const SECRET = process.env.SHARE_LINK_SECRET || "ledgerly-dev-secret";

export function signShareLink(invoiceId: string): string {
  return createHmac("sha256", SECRET).update(invoiceId).digest("hex");
}

export function verifyShareLink(invoiceId: string, signature: string): boolean {
  const wanted = Buffer.from(signShareLink(invoiceId));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
