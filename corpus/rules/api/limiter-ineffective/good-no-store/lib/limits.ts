import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const redis = process.env.UPSTASH_REDIS_REST_URL ? Redis.fromEnv() : null;
const quotes = redis && new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(5, "1 m") });

export async function checkRateLimit(key: string): Promise<boolean> {
  // At home there is no store; in production its lack is told.
  if (!quotes && process.env.NODE_ENV !== "production") return true;
  if (!quotes) throw new Error("The store of the limiter is not set up");
  const { success } = await quotes.limit(key);
  return success;
}
