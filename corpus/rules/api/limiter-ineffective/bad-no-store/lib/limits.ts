import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const redis = process.env.UPSTASH_REDIS_REST_URL ? Redis.fromEnv() : null;

class OpenDoor {
  async limit(_key: string) { // expect: api/limiter-ineffective
    return { success: true, remaining: 0 };
  }
}

function makeLimiter(times: number) {
  if (!redis) return new OpenDoor();
  return new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(times, "1 m") });
}

export const quotes = makeLimiter(5);

const limiter = redis && new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(5, "1 m") });

export async function checkRateLimit(key: string): Promise<boolean> {
  if (!redis || !limiter) return true; // expect: api/limiter-ineffective
  const { success } = await limiter.limit(key);
  return success;
}
