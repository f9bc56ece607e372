import { checkRateLimit } from "../../../lib/limits";

export async function POST(request: Request) {
  const isWithin = await checkRateLimit(request.headers.get("x-account") ?? "nobody");
  if (!isWithin) return Response.json({ error: "Too many requests" }, { status: 429 });
  return Response.json({ ok: true });
}
