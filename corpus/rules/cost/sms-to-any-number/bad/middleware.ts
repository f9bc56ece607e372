import { NextResponse, type NextRequest } from "next/server";

const seen = new Map<string, number>();

export function middleware(request: NextRequest) {
  const address = request.headers.get("x-forwarded-for") ?? "";
  const count = (seen.get(address) ?? 0) + 1;
  seen.set(address, count);
  if (count > 100) return NextResponse.json({ error: "Later" }, { status: 429 });
  return NextResponse.next();
}
