import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(5, "1 m") });

export async function POST(request: Request) {
  const { userId, text } = await request.json();
  const { success } = await ratelimit.limit(userId); // expect: api/limiter-ineffective
  if (!success) return Response.json({ error: "Too many requests" }, { status: 429 });
  return Response.json({ length: String(text).length });
}
