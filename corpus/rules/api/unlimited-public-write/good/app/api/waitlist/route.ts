import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

const limiter = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.fixedWindow(5, "1 m") });

export async function POST(request: Request) {
  const { success } = await limiter.limit(request.headers.get("x-real-ip") ?? "unknown");
  if (!success) return Response.json({ error: "Slow down" }, { status: 429 });
  const { email } = await request.json();
  const { error } = await admin.from("waitlist").insert({ email: String(email).slice(0, 200) });
  return Response.json({ ok: !error }, { status: error ? 500 : 200 });
}
