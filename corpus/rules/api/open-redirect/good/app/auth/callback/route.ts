import { NextResponse } from "next/server";

function ownPath(next: string | null): string {
  return next && next.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\") ? next : "/";
}

export async function GET(request: Request) {
  const { searchParams, origin } = new URL(request.url);
  return NextResponse.redirect(`${origin}${ownPath(searchParams.get("next"))}`);
}
