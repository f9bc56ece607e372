import { NextResponse, type NextRequest } from "next/server";

export async function GET(request: NextRequest) {
  if (request.nextUrl.searchParams.has("home")) return NextResponse.redirect(`${request.nextUrl.origin}/`);
  return NextResponse.redirect(new URL("/settings", request.url));
}
