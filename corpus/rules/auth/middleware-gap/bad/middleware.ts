import { createServerClient } from "@supabase/ssr";
import { NextResponse, type NextRequest } from "next/server";

const PUBLIC = ["/", "/login"];

export async function middleware(request: NextRequest) {
  const supabase = createServerClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!, {
    cookies: { getAll: () => request.cookies.getAll() },
  });
  const { data: { user } } = await supabase.auth.getUser();
  const isPublic = PUBLIC.some((path) => request.nextUrl.pathname.startsWith(path)); // expect: auth/middleware-gap
  if (!user && !isPublic) return NextResponse.redirect(new URL("/login", request.url));
  return NextResponse.next();
}
