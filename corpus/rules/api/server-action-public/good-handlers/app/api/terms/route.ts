import { timingSafeEqual } from "node:crypto";
import { storeTerms } from "../../../lib/terms";

export async function POST(request: Request) {
  const given = Buffer.from(request.headers.get("x-terms-key") ?? "");
  const known = Buffer.from(process.env.TERMS_KEY ?? "");
  if (!known.length || given.length !== known.length || !timingSafeEqual(given, known)) {
    return new Response("Unauthorized", { status: 401 });
  }
  const { text } = await request.json();
  if (typeof text !== "string") return new Response("Bad request", { status: 400 });
  await storeTerms(text);
  return new Response("ok");
}
