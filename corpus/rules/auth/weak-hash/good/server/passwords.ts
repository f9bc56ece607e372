import { createHash, scrypt } from "node:crypto";
import { promisify } from "node:util";

export async function hashPassword(password: string, salt: string): Promise<string> {
  const key = (await promisify(scrypt)(password, salt, 64)) as Buffer;
  return key.toString("hex");
}

export function etag(body: string): string {
  return createHash("sha1").update(body).digest("hex");
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
