import { NextResponse, type NextRequest } from "next/server";

export function middleware(request: NextRequest) {
  return request.cookies.has("session") ? NextResponse.next() : NextResponse.redirect(new URL("/login", request.url));
}
