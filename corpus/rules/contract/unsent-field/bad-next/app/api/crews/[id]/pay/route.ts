import { NextResponse } from "next/server";

export async function POST(request: Request) {
  const { shares } = await request.json();
  if (!Array.isArray(shares)) return NextResponse.json({ error: "shares must be a list" }, { status: 400 });
  return NextResponse.json({ paid: shares.length });
}
