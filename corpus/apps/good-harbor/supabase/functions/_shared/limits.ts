import { admin } from "./database.ts";
import { PublicError } from "./errors.ts";

/** Throws when the bucket is empty, and also when the limiter cannot answer: it fails closed. */
export async function limit(bucket: string, maxHits: number, windowSeconds: number): Promise<void> {
  const { data: allowed, error } = await admin.rpc("take_token", {
    bucket,
    max_hits: maxHits,
    window_seconds: windowSeconds,
  });
  if (error) throw error;
  if (!allowed) {
    throw new PublicError(429, "Too many requests, please wait a moment", { "retry-after": String(windowSeconds) });
  }
}
