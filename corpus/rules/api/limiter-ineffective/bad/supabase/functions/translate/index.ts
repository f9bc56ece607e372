const hits = new Map<string, number>(); // expect: api/limiter-ineffective

function isRateLimited(ip: string): boolean {
  const count = (hits.get(ip) ?? 0) + 1;
  hits.set(ip, count);
  return count > 20;
}

Deno.serve(async (req) => {
  const ip = req.headers.get("cf-connecting-ip") ?? "unknown";
  if (isRateLimited(ip)) return new Response("Too many requests", { status: 429 });
  return new Response("ok");
});
