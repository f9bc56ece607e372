import { quotes } from "../../../lib/limits";

export async function POST(request: Request) {
  const { success } = await quotes.limit(request.headers.get("x-account") ?? "nobody");
  if (!success) return Response.json({ error: "Too many requests" }, { status: 429 });
  return Response.json({ ok: true });
}
