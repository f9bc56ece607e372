import { NextResponse, type NextRequest } from "next/server";

function claimsOf(token: string) {
  const payload = token.split(".")[1];
  return JSON.parse(atob(payload));
}

// Only leads pages elsewhere; each entry point asks for itself.
export function proxy(request: NextRequest) {
  const token = request.cookies.get("mooring")?.value;
  if (request.nextUrl.pathname.startsWith("/harbour") && (!token || !claimsOf(token).sub)) {
    return NextResponse.redirect(new URL("/login", request.url));
  }
  return NextResponse.next();
}

export const config = { matcher: ["/((?!_next).*)"] };
